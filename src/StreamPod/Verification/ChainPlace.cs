using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>
/// The lease of a shard before and after the bucket was listed. Only what was committed before must have been listed completely, and
/// whatever was listed must be prepared by afterwards; so a running stream can be verified.
/// </summary>
internal sealed class ChainPlace(Lease? before, Lease? after)
{
    public GroupStatus Of(ChainGroup group)
    {
        if ((before is null && after is null) || IsCommitted(before, group.Last))
        {
            return GroupStatus.Committed;
        }

        if (after?.PendingCheckpoint?.Number == group.Last)
        {
            return GroupStatus.Pending;
        }

        return IsCommitted(after, group.Last) ? GroupStatus.Newer : GroupStatus.Unprepared;
    }

    /// <summary>What is wrong between the last committed group and the tail that the lease remembers; null when they agree.</summary>
    public string? TailMismatch(ChainGroup? last, bool acceptsStarts)
    {
        // A word instead of a number: a person let the shard begin again.
        var tail = before is { ChainTail: { } text } && SequenceNumber.TryParse(text, out _) ? text : null;
        if (before is null || tail == last?.Last.Text)
        {
            return null;
        }

        return (tail, last) switch
        {
            (null, _) => $"The chain ends at {last!.Last}, but the lease remembers no group.", // equal when both are null
            (_, null) => acceptsStarts ? null : $"The lease remembers a group up to {tail}, but the shard has no object.",
            _ => $"The chain ends at {last.Last}, but the lease says {tail}.",
        };
    }

    private static bool IsCommitted(Lease? lease, SequenceNumber last) =>
        lease is not null && (lease.Checkpoint.IsShardEnd || (lease.Checkpoint.Number is { } checkpoint && last <= checkpoint));
}
