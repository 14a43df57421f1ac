using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>What storing came to: of one object, and of a whole group. What cannot be explained is no outcome but halts the shard.</summary>
internal abstract record StoreOutcome
{
    private StoreOutcome()
    {
    }

    /// <summary>All of it is in the store.</summary>
    /// <param name="Bytes">Final bytes.</param>
    public sealed record Stored(long Bytes) : StoreOutcome
    {
        /// <summary>Whether the very object was there before: an earlier try of ours landed, or another owner kept the same pending group.</summary>
        public bool WasThere { get; init; }
    }

    /// <summary>Another shard, or another stream, uses the keys: prepare again under <see cref="KeyCollision.KeyOf"/>.</summary>
    /// <param name="Positions">Places of the objects in their group, counted from 0.</param>
    /// <param name="Bytes">Final bytes of those that stand.</param>
    public sealed record KeyTaken(IReadOnlyList<int> Positions, long Bytes) : StoreOutcome;

    /// <summary>An earlier life of this stream wrote a range that begins the same and ends elsewhere, or was cut otherwise.</summary>
    /// <param name="Last">Where its group ends.</param>
    /// <param name="CutBy">What cut its group into objects.</param>
    public sealed record AlreadyCoveredUpTo(SequenceNumber Last, CutMeasure CutBy) : StoreOutcome;
}
