using KeyspacesStreamer.StreamPod.Partitioning;

namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>
/// Decides which object of a group a record belongs to, from its partition, the number of records and their bytes alone, before anything is encoded:
/// so the cuts of a range follow from the range and the layout, whatever the format.
/// </summary>
internal sealed class ObjectPlanner(int maxRecords, long maxBytes)
{
    private readonly Dictionary<PartitionKeyPattern, PlannedObject> _open = [];

    /// <summary>Objects planned so far.</summary>
    public int Objects { get; private set; }

    /// <summary>Whether an object ended because the next record would have passed its bytes.</summary>
    public bool HasCutByBytes { get; private set; }

    /// <summary>The object for a record. Nothing is planned by asking: the record may yet turn out unreadable.</summary>
    public PlannedObject ObjectFor(PartitionKeyPattern partition, long bytes)
    {
        var open = _open.GetValueOrDefault(partition);
        return open is not null && open.Records < maxRecords && open.Bytes + bytes <= maxBytes
            ? open
            : new PlannedObject { Position = Objects, FollowsFull = open is { } full && full.Records < maxRecords };
    }

    /// <summary>Counts a record that was appended to the object it was planned for.</summary>
    /// <returns>Whether it begins that object.</returns>
    public bool Add(PartitionKeyPattern partition, PlannedObject target, long bytes)
    {
        var isFirst = target.Records == 0;
        if (isFirst)
        {
            Objects++;
            HasCutByBytes |= target.FollowsFull;
            _open[partition] = target;
        }

        target.Records++;
        target.Bytes += bytes;
        return isFirst;
    }
}
