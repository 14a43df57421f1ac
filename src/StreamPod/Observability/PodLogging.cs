using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>The pod's log: one JSON object a line on stdout, UTC times.</summary>
internal static class PodLogging
{
    /// <summary>Dispose the factory before the process ends: lines are written by a thread of their own.</summary>
    public static ILoggerFactory CreateFactory(TimeProvider clock, LogLevel least) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(least);
        logging.AddConsole(console => console.FormatterName = JsonLineFormatter.FormatterName);
        logging.Services.AddSingleton<ConsoleFormatter>(new JsonLineFormatter(clock));
    });
}
