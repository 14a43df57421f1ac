using System.Net;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>Every sentence the pod logs. Never row contents or keys.</summary>
internal static partial class LogMessages
{
    #region Startup and status

    [LoggerMessage(EventIds.StatusServerListening, LogLevel.Information, "Status server listens on port {Port}.")]
    public static partial void StatusServerListening(this ILogger logger, int port);

    [LoggerMessage(EventIds.StatusRequestFailed, LogLevel.Warning, "Status request {Path} from {Peer} failed: {Reason}")]
    public static partial void StatusRequestFailed(this ILogger logger, string path, EndPoint? peer, string reason);

    [LoggerMessage(EventIds.StatusAcceptFailed, LogLevel.Warning, "Status server could not accept a connection and goes on: {Reason}")]
    public static partial void StatusAcceptFailed(this ILogger logger, string reason);

    [LoggerMessage(EventIds.StatusServerStopped, LogLevel.Debug, "Status server stopped.")]
    public static partial void StatusServerStopped(this ILogger logger);

    #endregion
}
