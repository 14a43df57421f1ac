using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>A closed group: every record of the range after the previous group up to <see cref="End"/>, but for those that a transform dropped, cut into objects.</summary>
internal sealed class Group : IDisposable
{
    /// <summary>The first record that is in an object; <see cref="End"/> when none does.</summary>
    public required SequenceNumber First { get; init; }

    /// <summary>The last record that is in an object; <see cref="End"/> when none does. This is what is prepared.</summary>
    public required SequenceNumber Last { get; init; }

    /// <summary>The last record of the range, which may have been dropped. This is what is committed.</summary>
    public required SequenceNumber End { get; init; }

    /// <summary>Records in its objects.</summary>
    public required int Records { get; init; }

    /// <summary>Whether every record was dropped: nothing is prepared and nothing stored.</summary>
    public bool IsEmpty => Objects.Count == 0;

    /// <summary>Uncompressed bytes of all objects; of rows the bytes that came of them.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes its buffers held at most while it was open.</summary>
    public required long MostHeldBytes { get; init; }

    /// <summary>Bytes its buffers still hold of the memory budget.</summary>
    public long HeldBytes => Objects.Sum(item => item.HeldBytes);

    /// <summary>createdAt of the first record of the range, for lag.</summary>
    public required DateTimeOffset FirstCreatedAt { get; init; }

    /// <summary>The oldest measure under which its records are cut into these objects.</summary>
    public required CutMeasure CutBy { get; init; }

    public required CloseReason Reason { get; init; }

    /// <summary>The oldest edition of the key rules under which its records have the same names.</summary>
    public KeyRules KeyRules => Objects.Select(item => item.Partition.Rules).DefaultIfEmpty().Max();

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
