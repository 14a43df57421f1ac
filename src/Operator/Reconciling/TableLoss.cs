using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>
/// A checkpoint table that was in use and does not exist any more. It held the places of all shards, so an empty one takes its place only when a person
/// says so, once, by an annotation. All of it is read from the resource: the operator may have started since.
/// </summary>
internal static class TableLoss
{
    private const string Type = ConditionTypes.CheckpointTableReady;

    /// <summary>Whether a table that does not exist is not to be created.</summary>
    public static bool Of(KeyspacesCdcStream stream) => WasInUse(stream.Status) && !(stream.Spec.Checkpoint.Create && IsOrdered(stream));

    /// <summary>Whether the table was active for the stream, or the stream has got on by it.</summary>
    public static bool WasInUse(KeyspacesCdcStreamStatus? status) =>
        status is { CheckpointTable: not null } or { LastCommitTime: not null } or { Shards: { Open: > 0 } or { Finished: > 0 } }
        || Conditions.Find(status?.Conditions, Type)?.Reason is ConditionReasons.TableActive or ConditionReasons.TableLost;

    /// <summary>The annotation as far as it is no order any more: what stood there while a table existed was not meant for its loss.</summary>
    public static string? SpentOrderOf(KeyspacesCdcStream stream, CheckpointTable? table, KeyspacesCdcStreamStatus? known) =>
        OrderOf(stream) is { } order && (table is not null || known?.CheckpointTableRecreated == order) ? order : null;

    public static ConditionResult ResultOf(ReconcileContext context, CheckpointAddress address) => new(
        Type, false, ConditionReasons.TableLost,
        $"DynamoDB table {address} was in use and no longer exists; the checkpoints of all shards were lost with it. To continue where they were, restore it under its name from a backup, "
        + "or set spec.suspend to true, let an empty one take its place, and fill that from the bucket: streampod leases rebuild. An empty one alone lets the pods begin at the oldest change that the stream keeps. "
        + (context.Stream.Spec.Checkpoint.Create ? HowToOrder(context) : "Create it (hash key leaseKey of type S, on-demand): spec.checkpoint.create is false."));

    private static string HowToOrder(ReconcileContext context)
    {
        var spent = context.Stream.Status?.CheckpointTableRecreated is not null ? " Take the annotation off first: the one that is there was used already." : "";
        return $"The operator creates an empty one after: kubectl -n {context.Key.Namespace} annotate kcs {context.Key.Name} {StreamApi.RecreateCheckpointTable}={context.Stream.Spec.CheckpointTable()}.{spent}";
    }

    private static bool IsOrdered(KeyspacesCdcStream stream) =>
        OrderOf(stream) is { } order && order == stream.Spec.CheckpointTable() && order != stream.Status?.CheckpointTableRecreated;

    private static string? OrderOf(KeyspacesCdcStream stream) => stream.Metadata.Annotations?.TryGetValue(StreamApi.RecreateCheckpointTable, out var order) is true ? order : null;
}
