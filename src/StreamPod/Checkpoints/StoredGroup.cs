using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>A group whose objects all are in the store, but whose checkpoint does not say so yet.</summary>
/// <param name="Last">The last record that is in an object; null when every record was dropped.</param>
/// <param name="End">The checkpoint to be.</param>
/// <param name="Records">Records in it.</param>
/// <param name="Objects">Objects in it.</param>
internal sealed record StoredGroup(SequenceNumber? Last, SequenceNumber End, int Records, int Objects)
{
    /// <summary>The same, up to the end of a range of which nothing was written.</summary>
    public StoredGroup Through(SequenceNumber end) => this with { End = end };

    /// <summary>The part of a lease write that commits this group.</summary>
    public LeaseChange Commit(DateTimeOffset now) => new()
    {
        Checkpoint = Checkpoint.At(End),
        ResetsOwnerSwitches = true,
        ChainTail = Last is { } last ? Change<string>.To(last.Text) : default,
        PendingCheckpoint = Change<string>.To(null),
        PendingState = Change<byte[]>.To(null),
        RecordsStep = Records,
        ObjectsStep = Objects,
        LastCommitAt = now,
    };
}
