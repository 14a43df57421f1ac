using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>A group whose objects all stand in the store, but whose checkpoint does not say so yet.</summary>
/// <param name="Last">The checkpoint to be.</param>
/// <param name="Records">Records in it.</param>
/// <param name="Objects">Objects in it.</param>
internal sealed record StoredGroup(SequenceNumber Last, int Records, int Objects)
{
    /// <summary>The part of a lease write that commits this group.</summary>
    public LeaseChange Commit(DateTimeOffset now) => new()
    {
        Checkpoint = Checkpoint.At(Last),
        ResetsOwnerSwitches = true,
        ChainTail = Change<string>.To(Last.Text),
        PendingCheckpoint = Change<string>.To(null),
        PendingState = Change<byte[]>.To(null),
        RecordsStep = Records,
        ObjectsStep = Objects,
        LastCommitAt = now,
    };
}
