using KeyspacesStreamer.StreamPod.Batching;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>What became of writing one object.</summary>
internal abstract record WriteOutcome
{
    private WriteOutcome()
    {
    }

    /// <summary>The object stands, and this write made it.</summary>
    public sealed record Created : WriteOutcome;

    /// <summary>The very object stood there already: an earlier try of ours landed, or another owner kept the same promise.</summary>
    public sealed record AlreadyThere : WriteOutcome;

    /// <summary>Another shard, or another stream, uses the key: prepare again under <see cref="KeyCollision.KeyOf"/>.</summary>
    public sealed record OtherShard(ShardId Shard, string StreamLabel) : WriteOutcome;

    /// <summary>An earlier life of this stream wrote an object that begins the same and ends elsewhere.</summary>
    /// <param name="LastSequenceNumber">Where that object ends.</param>
    /// <param name="GroupLastSequenceNumber">Where its group ends.</param>
    /// <param name="Part">Its place in its group, <c>i/n</c>.</param>
    /// <param name="CutBy">What cut its group.</param>
    public sealed record EarlierLife(string LastSequenceNumber, string GroupLastSequenceNumber, string Part, CutMeasure CutBy) : WriteOutcome;

    /// <summary>This very range stands under the key, with other bytes than it gives: the shard stops with this message unless both are the same records, compressed otherwise.</summary>
    public sealed record OtherBytes(string Message) : WriteOutcome;

    /// <summary>Something that cannot be explained stands under the key: the shard stops with this message.</summary>
    public sealed record Foreign(string Message) : WriteOutcome;
}
