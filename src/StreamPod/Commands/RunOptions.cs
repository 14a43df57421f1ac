using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>What the command line of <c>run</c> says besides the settings.</summary>
/// <param name="Worker">Name of the worker, without its incarnation: the pod's name.</param>
/// <param name="Port">Port of metrics and probes; <c>--port</c> or else <c>pod.port</c> of the settings.</param>
/// <param name="LogLevel">Minimum log level.</param>
internal sealed record RunOptions(string Worker, int Port, LogLevel LogLevel);
