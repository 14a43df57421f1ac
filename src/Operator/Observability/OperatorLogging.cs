using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>The operator's log: one JSON object a line on stdout, UTC times.</summary>
internal static class OperatorLogging
{
    /// <summary>Dispose the factory before the process ends: lines are written by a thread of their own.</summary>
    public static ILoggerFactory CreateFactory(TimeProvider clock, LogLevel least) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(least);
        logging.AddConsole(console => console.FormatterName = JsonLineFormatter.FormatterName);
        logging.Services.AddSingleton<ConsoleFormatter>(new JsonLineFormatter(clock));
    });

    /// <summary>Every line until the end of the scope tells the stream's namespace and name.</summary>
    public static IDisposable? BeginStream(this ILogger logger, NamespacedName stream) =>
        logger.BeginScope(new KeyValuePair<string, object?>[] { new("Namespace", stream.Namespace), new("Name", stream.Name) });
}
