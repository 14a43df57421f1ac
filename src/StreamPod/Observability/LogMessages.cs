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

    #region Shards, leases and groups

    [LoggerMessage(EventIds.PodStarted, LogLevel.Information, "Pod {Worker} reads {StreamArn} ({ViewType}) into {Store} with leases in {Table}; memory budget {BudgetBytes} bytes.")]
    public static partial void PodStarted(this ILogger logger, string worker, string streamArn, string viewType, string store, string table, long budgetBytes);

    [LoggerMessage(EventIds.PodStopping, LogLevel.Information, "Stopping: flushing, committing and releasing {Shards} shards.")]
    public static partial void PodStopping(this ILogger logger, int shards);

    [LoggerMessage(EventIds.PodStopped, LogLevel.Information, "Pod stopped (everything committed and released: {IsClean}).")]
    public static partial void PodStopped(this ILogger logger, bool isClean);

    [LoggerMessage(EventIds.FatalFault, LogLevel.Critical, "{Problem}")]
    public static partial void FatalFault(this ILogger logger, string problem, Exception? exception);

    [LoggerMessage(EventIds.LeaseTaken, LogLevel.Information, "Took the lease of {ShardId} ({From}).")]
    public static partial void LeaseTaken(this ILogger logger, string shardId, string from);

    [LoggerMessage(EventIds.ShardsListed, LogLevel.Debug, "Listed shards; created {Made} leases.")]
    public static partial void ShardsListed(this ILogger logger, int made);

    [LoggerMessage(EventIds.HandoffAsked, LogLevel.Information, "Requested handoff of {ShardId} from {Owner}.")]
    public static partial void HandoffAsked(this ILogger logger, string shardId, string owner);

    [LoggerMessage(EventIds.HandoffWithdrawn, LogLevel.Information, "Withdrew the handoff request of {Asker} for {ShardId}.")]
    public static partial void HandoffWithdrawn(this ILogger logger, string shardId, string asker);

    [LoggerMessage(EventIds.ShardFailed, LogLevel.Error, "Shard {ShardId} could not be flushed: {Found}")]
    public static partial void ShardFailed(this ILogger logger, string shardId, string found);

    [LoggerMessage(EventIds.DeregistrationTimedOut, LogLevel.Warning, "Could not deregister from the lease table in time; successors wait for the worker time-out.")]
    public static partial void DeregistrationTimedOut(this ILogger logger);

    [LoggerMessage(EventIds.DeregistrationFailed, LogLevel.Warning, "Could not deregister from the lease table; successors wait for the worker time-out: {Found}")]
    public static partial void DeregistrationFailed(this ILogger logger, string found);

    [LoggerMessage(EventIds.ShardStarted, LogLevel.Information, "Shard {ShardId} starts at {Checkpoint}, pending group {Pending}.")]
    public static partial void ShardStarted(this ILogger logger, string shardId, string checkpoint, string pending);

    [LoggerMessage(EventIds.ShardEnded, LogLevel.Information, "Shard {ShardId} ended here: {Ending}, handed to {HandedTo}, children started {Children}.")]
    public static partial void ShardEnded(this ILogger logger, string shardId, string ending, string handedTo, string children);

    [LoggerMessage(EventIds.PageRead, LogLevel.Debug, "Shard {ShardId}: {Records} records, {Bytes} bytes read.")]
    public static partial void PageRead(this ILogger logger, string shardId, int records, long bytes);

    [LoggerMessage(EventIds.ResumedWithoutGap, LogLevel.Warning, "Shard {ShardId}: the place after {After} was trimmed, but the shard was caught up within the retention: nothing is lost, reading goes on at the oldest record.")]
    public static partial void ResumedWithoutGap(this ILogger logger, string shardId, string after);

    [LoggerMessage(EventIds.GapLeft, LogLevel.Error, "Shard {ShardId}: records after {After} are lost; a gap record says so.")]
    public static partial void GapLeft(this ILogger logger, string shardId, string after);

    [LoggerMessage(EventIds.RecordsQuarantined, LogLevel.Error, "Shard {ShardId}: {Records} record(s) could not be encoded and were quarantined as they came.")]
    public static partial void RecordsQuarantined(this ILogger logger, string shardId, int records);

    [LoggerMessage(EventIds.ValueFormMet, LogLevel.Information, "Values come in this form, for the first time since the start: {Form}.")]
    public static partial void ValueFormMet(this ILogger logger, string form);

    [LoggerMessage(EventIds.GroupClosed, LogLevel.Debug, "Shard {ShardId}: group {First} to {Last} closed for {Reason}: {Records} records in {Objects} objects, {Bytes} bytes.")]
    public static partial void GroupClosed(this ILogger logger, string shardId, string first, string last, string reason, int records, int objects, long bytes);

    [LoggerMessage(EventIds.GroupCommitted, LogLevel.Information, "Shard {ShardId}: committed up to {Last}: {Records} records in {Objects} objects.")]
    public static partial void GroupCommitted(this ILogger logger, string shardId, string last, int records, int objects);

    [LoggerMessage(EventIds.PendingGroupCompleted, LogLevel.Information, "Shard {ShardId}: completed the pending group {First} to {Last}; read again: {WasReadAgain}.")]
    public static partial void PendingGroupCompleted(this ILogger logger, string shardId, string first, string last, bool wasReadAgain);

    [LoggerMessage(EventIds.ShardHalted, LogLevel.Error, "Shard {ShardId} is halted: {Reason}")]
    public static partial void ShardHalted(this ILogger logger, string shardId, string reason);

    [LoggerMessage(EventIds.ObjectStored, LogLevel.Debug, "Shard {ShardId}: object of {First} to {Last} stored: {Bytes} bytes.")]
    public static partial void ObjectStored(this ILogger logger, string shardId, string first, string last, long bytes);

    [LoggerMessage(EventIds.ObjectAlreadyThere, LogLevel.Information, "Shard {ShardId}: object of {First} to {Last} already exists, as written before.")]
    public static partial void ObjectAlreadyThere(this ILogger logger, string shardId, string first, string last);

    [LoggerMessage(EventIds.KeyCollided, LogLevel.Information, "Shard {ShardId}: the name of the object of {First} to {Last} belongs to another shard; it gets this shard's short hash.")]
    public static partial void KeyCollided(this ILogger logger, string shardId, string first, string last);

    [LoggerMessage(EventIds.WillRetry, LogLevel.Warning, "{Stage} ({Subject}) failed ({Kind}, attempt {Attempt}); retrying: {Found}")]
    public static partial void WillRetry(this ILogger logger, string stage, string subject, string kind, int attempt, string found);

    #endregion
}
