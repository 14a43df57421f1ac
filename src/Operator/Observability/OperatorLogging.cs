using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>What the operator's log lines have in common.</summary>
internal static class OperatorLogging
{
    /// <summary>Every line until the end of the scope tells the stream's namespace and name.</summary>
    public static IDisposable? BeginStream(this ILogger logger, NamespacedName stream) =>
        logger.BeginScope(new KeyValuePair<string, object?>[] { new("Namespace", stream.Namespace), new("Name", stream.Name) });
}
