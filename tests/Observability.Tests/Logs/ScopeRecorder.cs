using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Observability.Tests.Logs;

/// <summary>A logger that keeps the last scope it was given.</summary>
internal sealed class ScopeRecorder : ILogger
{
    public object? Scope { get; private set; }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Scope = state;
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => false;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
    }
}
