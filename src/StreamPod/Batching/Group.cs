using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Batching;

/// <summary>A closed group: every record of the range after the previous group up to <see cref="Last"/>, cut into objects.</summary>
internal sealed class Group : IDisposable
{
    public required SequenceNumber First { get; init; }

    public required SequenceNumber Last { get; init; }

    public required int Records { get; init; }

    /// <summary>Uncompressed bytes of all objects.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes its buffers still hold of the memory budget.</summary>
    public long HeldBytes => Objects.Sum(item => item.HeldBytes);

    /// <summary>createdAt of its first record, for lag.</summary>
    public required DateTimeOffset FirstCreatedAt { get; init; }

    /// <summary>The oldest measure under which its records are cut into these objects.</summary>
    public required CutMeasure CutBy { get; init; }

    public required CloseReason Reason { get; init; }

    /// <summary>The oldest edition of the key rules under which its records have the same names.</summary>
    public KeyRules KeyRules => Objects.Max(item => item.Partition.Rules);

    /// <summary>In order of their first record.</summary>
    public required IReadOnlyList<GroupObject> Objects { get; init; }

    public void Dispose()
    {
        foreach (var item in Objects)
        {
            item.Dispose();
        }
    }
}
