using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.Simulation.Rebuilds;

/// <summary>Judges what a rebuild writes: no checkpoint beyond what is in the bucket, no open shard finished, no object.</summary>
internal sealed class RebuildWitness(Judge judge, Verdict verdict) : IWitness
{
    public void Created(string process, Lease lease) => See(process, lease);

    public void Changed(string process, Lease before, Lease after) => See(process, after);

    public void Deleted(string process, Lease lease) =>
        verdict.Break(Invariant.ExactlyOnce, $"{process} deleted the lease of {ShardText.Of(lease.ShardId)}.");

    public void Seeded() => judge.Seeded();

    public void Put(string process, SealedObject content, bool isCreated) =>
        verdict.Break(Invariant.ExactlyOnce, $"{process} put {content.Key}.");

    private void See(string process, Lease lease)
    {
        var ledger = judge.Of(lease.ShardId);
        ledger.Halt = lease.HaltReason;
        if (ledger.FirstMissing(lease.Checkpoint) is { } missing)
        {
            verdict.Break(Invariant.CheckpointBehindData, $"{process} wrote {CallText.Of(lease)} into the lease of {ShardText.Of(lease.ShardId)}, but record {ShardText.Short(missing.Number)} is nowhere.");
        }

        if (lease.Checkpoint.IsShardEnd && !ledger.IsClosed)
        {
            verdict.Break(Invariant.CheckpointBehindData, $"{process} finished {ShardText.Of(lease.ShardId)}, which is open.");
        }
    }
}
