namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>The condition of a lease write; the item must exist, and every demanded attribute must be as expected.</summary>
internal readonly record struct LeaseGuard
{
    public Expected<string> Owner { get; init; }

    public long? Counter { get; init; }

    /// <summary>Checkpoint text.</summary>
    public Expected<string> Checkpoint { get; init; }

    /// <summary>Pending checkpoint text.</summary>
    public Expected<string> PendingCheckpoint { get; init; }

    /// <summary>Pending state, byte for byte.</summary>
    public Expected<byte[]> PendingState { get; init; }

    public Expected<string> HandoffTo { get; init; }
}
