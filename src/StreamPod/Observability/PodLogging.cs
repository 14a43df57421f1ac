using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>The pod's log: one JSON object a line on stdout, UTC times, scopes included.</summary>
internal static class PodLogging
{
    /// <summary>Dispose the factory before the process ends: lines are written by a thread of their own.</summary>
    public static ILoggerFactory CreateFactory(LogLevel least) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(least)
        .AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            console.IncludeScopes = true;
            console.JsonWriterOptions = new JsonWriterOptions { Indented = false };
        }));
}
