using Amazon.DynamoDBv2.Model;
using static KeyspacesStreamer.Contracts.Leases.LeaseAttributes;
using static KeyspacesStreamer.StreamPod.Leases.DynamoDb.LeaseItemValues;

namespace KeyspacesStreamer.StreamPod.Leases.DynamoDb;

/// <summary>Items of the lease table as leases, workers and owner, and a new lease as an item.</summary>
internal static class LeaseItem
{
    /// <exception cref="LeaseTableException">An attribute is missing or of another type.</exception>
    public static Lease ToLease(LeaseItemReader item) => new()
    {
        ShardId = new(item.Key),
        Owner = item.TextOrNull(LeaseOwner),
        Counter = item.Number(LeaseCounter),
        Checkpoint = item.Checkpoint(LeaseAttributes.Checkpoint),
        OwnerSwitchesSinceCheckpoint = item.NumberOrNull(OwnerSwitchesSinceCheckpoint) ?? 0,
        Parents = item.Shards(ParentShardId),
        Children = item.Shards(ChildShardIds),
        PendingCheckpoint = item.CheckpointOrNull(PendingCheckpoint),
        PendingState = item.BytesOrNull(PendingCheckpointState),
        StreamArn = item.TextOrNull(StreamArn),
        ChainTail = item.TextOrNull(ChainTail),
        CaughtUpAt = item.TimeOrNull(CaughtUpAt),
        LatestSince = item.TimeOrNull(LatestSince),
        PromisedSince = item.TimeOrNull(PromisedSince),
        Lineage = (int?)item.NumberOrNull(Lineage),
        HandoffTo = item.TextOrNull(HandoffTo),
        HaltReason = item.TextOrNull(HaltReason),
        Records = item.NumberOrNull(LeaseAttributes.Records) ?? 0,
        Objects = item.NumberOrNull(LeaseAttributes.Objects) ?? 0,
        LastCommitAt = item.TimeOrNull(LastCommitAt),
    };

    public static WorkerItem ToWorker(LeaseItemReader item) => new()
    {
        Name = new WorkerName(PodOf(item.Key), item.Text(Incarnation)),
        Heartbeat = item.Number(Heartbeat),
        Nudge = item.NumberOrNull(Nudge) ?? 0,
        Progress = item.TextOrNull(Progress),
    };

    /// <exception cref="LeaseTableException">An attribute is missing or of another type.</exception>
    public static TableOwner ToOwner(LeaseItemReader item) =>
        TableOwner.Of(item.TextOrNull, item.Flag(IsSeeded)) ?? throw new LeaseTableException($"Item '{item.Key}' of the lease table has no {StreamArn} or no {Resource}.");

    /// <summary>A new lease; what it does not say is absent from the item.</summary>
    public static Dictionary<string, AttributeValue> FromLease(Lease lease)
    {
        var item = Key(lease.ShardId.Value);
        item[LeaseCounter] = Number(lease.Counter);
        item[LeaseAttributes.Checkpoint] = Text(lease.Checkpoint.Text);
        item[CheckpointSubSequenceNumber] = Number(0);
        item[OwnerSwitchesSinceCheckpoint] = Number(lease.OwnerSwitchesSinceCheckpoint);
        item[LeaseAttributes.Records] = Number(lease.Records);
        item[LeaseAttributes.Objects] = Number(lease.Objects);
        Put(LeaseOwner, lease.Owner is { } owner ? Text(owner) : null);
        Put(ParentShardId, lease.Parents is { Count: > 0 } parents ? LeaseItemValues.Shards(parents) : null);
        Put(ChildShardIds, lease.Children is { Count: > 0 } children ? LeaseItemValues.Shards(children) : null);
        Put(PendingCheckpoint, lease.PendingCheckpoint is { } pending ? Text(pending.Text) : null);
        Put(PendingCheckpointSubSequenceNumber, lease.PendingCheckpoint is null ? null : Number(0));
        Put(PendingCheckpointState, lease.PendingState is { } state ? Bytes(state.Span) : null);
        Put(StreamArn, lease.StreamArn is { } arn ? Text(arn) : null);
        Put(ChainTail, lease.ChainTail is { } tail ? Text(tail) : null);
        Put(CaughtUpAt, lease.CaughtUpAt is { } caughtUp ? Time(caughtUp) : null);
        Put(LatestSince, lease.LatestSince is { } latest ? Time(latest) : null);
        Put(PromisedSince, lease.PromisedSince is { } promised ? Time(promised) : null);
        Put(Lineage, lease.Lineage is { } lineage ? Number(lineage) : null);
        Put(HandoffTo, lease.HandoffTo is { } handoff ? Text(handoff) : null);
        Put(HaltReason, lease.HaltReason is { } reason ? Text(reason) : null);
        Put(LastCommitAt, lease.LastCommitAt is { } commit ? Time(commit) : null);
        return item;

        void Put(string name, AttributeValue? value)
        {
            if (value is not null)
            {
                item[name] = value;
            }
        }
    }
}
