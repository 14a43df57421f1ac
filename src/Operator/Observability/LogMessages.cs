using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>Every sentence the operator logs.</summary>
internal static partial class LogMessages
{
    #region Configuration

    [LoggerMessage(EventIds.OperatorStarted, LogLevel.Information, "Operator {Version} {Identity} watches {Namespaces} with {Workers} workers; pods run {Image}, region {Region}.")]
    public static partial void OperatorStarted(this ILogger logger, string version, string identity, string namespaces, int workers, string image, string region);

    [LoggerMessage(EventIds.OperatorStopping, LogLevel.Information, "Stopping: releasing leadership.")]
    public static partial void OperatorStopping(this ILogger logger);

    [LoggerMessage(EventIds.OperatorStopped, LogLevel.Information, "Operator stopped (all reconciles finished: {IsClean}).")]
    public static partial void OperatorStopped(this ILogger logger, bool isClean);

    [LoggerMessage(EventIds.FatalFault, LogLevel.Critical, "{Problem}")]
    public static partial void FatalFault(this ILogger logger, string problem, Exception exception);

    [LoggerMessage(EventIds.ClusterNotReached, LogLevel.Warning, "The API server cannot be reached yet; retrying: {Reason}")]
    public static partial void ClusterNotReached(this ILogger logger, string reason);

    [LoggerMessage(EventIds.InstallationNotKnown, LogLevel.Warning, "The namespace kube-system cannot be read, so checkpoint tables are not told apart by the cluster: two clusters with the same names would share them. Set INSTALLATION_ID, or grant get on that namespace (config/rbac).")]
    public static partial void InstallationNotKnown(this ILogger logger);

    #endregion

    #region Observability

    [LoggerMessage(EventIds.StatusServerListening, LogLevel.Information, "Status server listens on port {Port}.")]
    public static partial void StatusServerListening(this ILogger logger, int port);

    [LoggerMessage(EventIds.StatusPageFailed, LogLevel.Error, "Page {Path} could not be rendered.")]
    public static partial void StatusPageFailed(this ILogger logger, string path, Exception exception);

    #endregion

    #region Watching

    [LoggerMessage(EventIds.Listed, LogLevel.Debug, "Listed {Resources} {Kind}.")]
    public static partial void Listed(this ILogger logger, string kind, int resources);

    [LoggerMessage(EventIds.WatchEnded, LogLevel.Debug, "The server closed the watch of {Kind}; reopening it.")]
    public static partial void WatchEnded(this ILogger logger, string kind);

    [LoggerMessage(EventIds.VersionExpired, LogLevel.Information, "The watch of {Kind} expired; listing everything again.")]
    public static partial void VersionExpired(this ILogger logger, string kind);

    [LoggerMessage(EventIds.WatchWillRetry, LogLevel.Warning, "Watching {Kind} failed (attempt {Attempt}); retrying in {PauseSeconds} s: {Reason}")]
    public static partial void WatchWillRetry(this ILogger logger, string kind, int attempt, double pauseSeconds, string reason);

    [LoggerMessage(EventIds.UnwatchedSeen, LogLevel.Warning, "{Finding}")]
    public static partial void UnwatchedSeen(this ILogger logger, string finding);

    [LoggerMessage(EventIds.UnwatchedGone, LogLevel.Information, "No stream outside WATCH_NAMESPACES carries the finalizer any more.")]
    public static partial void UnwatchedGone(this ILogger logger);

    [LoggerMessage(EventIds.UnwatchedNotSeen, LogLevel.Information, "Streams outside WATCH_NAMESPACES that carry the finalizer cannot be seen with the operator's rights; streamer-operator check shows them to an administrator: {Reason}")]
    public static partial void UnwatchedNotSeen(this ILogger logger, string reason);

    [LoggerMessage(EventIds.UnwatchedWillRetry, LogLevel.Warning, "Streams outside WATCH_NAMESPACES could not be listed; retrying in {PauseSeconds} s: {Reason}")]
    public static partial void UnwatchedWillRetry(this ILogger logger, double pauseSeconds, string reason);

    #endregion

    #region Controlling

    [LoggerMessage(EventIds.WorkersStarted, LogLevel.Information, "{Workers} workers reconcile {Streams} streams.")]
    public static partial void WorkersStarted(this ILogger logger, int workers, int streams);

    [LoggerMessage(EventIds.Reconciled, LogLevel.Debug, "Reconciled {Stream} ({Result}) in {Seconds} s.")]
    public static partial void Reconciled(this ILogger logger, NamespacedName stream, string result, double seconds);

    [LoggerMessage(EventIds.ReconcileWillRetry, LogLevel.Warning, "Reconciling {Stream} failed ({Failures} in a row); retrying: {Reason}")]
    public static partial void ReconcileWillRetry(this ILogger logger, NamespacedName stream, int failures, string reason);

    [LoggerMessage(EventIds.ReconcileBroke, LogLevel.Error, "Reconciling {Stream} failed unexpectedly ({Failures} in a row); retrying.")]
    public static partial void ReconcileBroke(this ILogger logger, NamespacedName stream, int failures, Exception exception);

    #endregion

    #region Leadership

    [LoggerMessage(EventIds.LeadTaken, LogLevel.Information, "{Identity} became the leader.")]
    public static partial void LeadTaken(this ILogger logger, string identity);

    [LoggerMessage(EventIds.LeadEnded, LogLevel.Information, "{Identity} lost leadership; reconciling stopped.")]
    public static partial void LeadEnded(this ILogger logger, string identity);

    [LoggerMessage(EventIds.LeaseUnavailable, LogLevel.Warning, "The leader lease can be neither acquired nor renewed; retrying every {PauseSeconds} s: {Reason}")]
    public static partial void LeaseUnavailable(this ILogger logger, double pauseSeconds, string reason);

    [LoggerMessage(EventIds.LeaseNotReleased, LogLevel.Warning, "The leader lease was not released; another replica leads when it has expired: {Reason}")]
    public static partial void LeaseNotReleased(this ILogger logger, string reason);

    #endregion

    #region Reconciling

    [LoggerMessage(EventIds.AwsCallFailed, LogLevel.Warning, "{Step} of {Stream}: AWS call failed ({Kind}): {Reason}")]
    public static partial void AwsCallFailed(this ILogger logger, NamespacedName stream, string step, Aws.AwsFaultKind kind, string reason);

    [LoggerMessage(EventIds.ChildCreated, LogLevel.Information, "{Kind} {Object} of {Stream} created.")]
    public static partial void ChildCreated(this ILogger logger, NamespacedName stream, string kind, string @object);

    [LoggerMessage(EventIds.ChildChanged, LogLevel.Information, "{Kind} {Object} of {Stream} updated: {Difference} differed.")]
    public static partial void ChildChanged(this ILogger logger, NamespacedName stream, string kind, string @object, string difference);

    [LoggerMessage(EventIds.ChildDeleted, LogLevel.Information, "{Kind} {Object} of {Stream} deleted: no longer needed.")]
    public static partial void ChildDeleted(this ILogger logger, NamespacedName stream, string kind, string @object);

    [LoggerMessage(EventIds.ConditionChanged, LogLevel.Information, "{Stream} is {Type}={Status} ({Reason}): {Explanation}")]
    public static partial void ConditionChanged(this ILogger logger, NamespacedName stream, string type, string status, string reason, string explanation);

    [LoggerMessage(EventIds.EventLost, LogLevel.Warning, "Event {Happening} of {Stream} could not be written: {Reason}")]
    public static partial void EventLost(this ILogger logger, NamespacedName stream, string happening, string reason);

    [LoggerMessage(EventIds.StreamScaled, LogLevel.Information, "{Stream} is scaled, {Why}.")]
    public static partial void StreamScaled(this ILogger logger, NamespacedName stream, string why);

    [LoggerMessage(EventIds.StreamReleased, LogLevel.Information, "{Stream} is released: its pods have ended and its deletion policy was applied.")]
    public static partial void StreamReleased(this ILogger logger, NamespacedName stream);

    #endregion
}
