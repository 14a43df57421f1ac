using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace KeyspacesStreamer.Hosting;

/// <summary>The log of a process: one JSON object a line on stdout, UTC times.</summary>
public static class JsonLineLogging
{
    /// <summary>Dispose the factory before the process ends: lines are written by a thread of their own.</summary>
    /// <param name="clock">Time of each line.</param>
    /// <param name="minimum">Lines below this level are not written.</param>
    public static ILoggerFactory CreateFactory(TimeProvider clock, LogLevel minimum) => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(minimum);
        logging.AddConsole(console => console.FormatterName = JsonLineFormatter.FormatterName);
        logging.Services.AddSingleton<ConsoleFormatter>(new JsonLineFormatter(clock));
    });
}
