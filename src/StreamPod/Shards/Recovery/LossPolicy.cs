using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Shards.Recovery;

/// <summary>What lost records lead to: a halt, or a gap record that tells of them, as <c>source.onTrimmedData</c> says.</summary>
internal sealed class LossPolicy(TrimmedDataPolicy policy, ShardEvents events, HeldLease lease, IGroupSink sink)
{
    /// <summary>The place was trimmed: returns when reading may go on at the oldest record left.</summary>
    /// <param name="wasCaughtUp">Whether nothing can be lost because the shard was read to its tip within the retention.</param>
    /// <param name="after">The place.</param>
    /// <param name="cancellationToken">Ends the writing of a gap record.</param>
    /// <exception cref="ShardHaltedException">Records are lost and the policy is to halt.</exception>
    public async Task OnTrimmedAsync(bool wasCaughtUp, string after, CancellationToken cancellationToken)
    {
        if (wasCaughtUp)
        {
            events.ResumedWithoutGap(lease.Current.ShardId, after);
            return;
        }

        await ApplyAsync(after, "the service trimmed the records that follow it", cancellationToken);
    }

    /// <summary>Records are lost: leaves a gap record, or halts.</summary>
    /// <exception cref="ShardHaltedException">The policy is to halt.</exception>
    public async Task ApplyAsync(string after, string why, CancellationToken cancellationToken)
    {
        var shardId = lease.Current.ShardId;
        if (policy == TrimmedDataPolicy.Halt)
        {
            throw new ShardHaltedException(
                $"Shard {shardId} after {after}: {HaltReasons.RecordsLost}, because {why}. "
                + "Set source.onTrimmedData to Continue to leave a gap record and go on, or rewind the shard with 'streampod leases rewind'.");
        }

        await sink.RecordGapAsync(after, why, cancellationToken);
        events.GapLeft(shardId, after);
    }
}
