using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>One answer of GetRecords; its records are slices of a buffer that goes back with Dispose.</summary>
internal abstract class ShardPage : IDisposable
{
    public abstract int Count { get; }

    /// <summary>Bytes the page holds of the memory budget.</summary>
    public abstract long HeldBytes { get; }

    /// <summary>Null when the shard is closed and nothing more will come.</summary>
    public abstract string? NextIterator { get; }

    public abstract PagePosition Position { get; }

    /// <summary>Whether all records are UTF-8. If not, one of them holds other bytes, which it came with or got on the way.</summary>
    public abstract bool IsUtf8 { get; }

    public abstract ChangeRecord this[int index] { get; }

    /// <summary>The digits of a record's sequence number.</summary>
    public abstract ReadOnlyMemory<byte> SequenceTextOf(int index);

    public abstract void Dispose();
}
