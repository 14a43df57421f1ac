using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>One object of a group while records are appended: its partition, its range and its uncompressed bytes.</summary>
internal sealed class GroupObject : IDisposable
{
    private readonly MemoryBudget _budget;
    private readonly IObjectWriter? _writer;

    /// <param name="partition">Its partition.</param>
    /// <param name="first">Its first record.</param>
    /// <param name="shardLayout">Format; null for raw records that could not be encoded.</param>
    /// <param name="budget">Charged with what the object holds.</param>
    public GroupObject(PartitionKeyPattern partition, SequenceNumber first, ShardLayout? shardLayout, MemoryBudget budget)
    {
        (Partition, First, Last, IsQuarantine, _budget) = (partition, first, first, shardLayout is null, budget);
        _writer = shardLayout?.Format.Open(Content);
    }

    public PartitionKeyPattern Partition { get; }

    public SequenceNumber First { get; }

    public SequenceNumber Last { get; private set; }

    public int Records { get; private set; }

    /// <summary>Whether it holds raw records that could not be encoded.</summary>
    public bool IsQuarantine { get; }

    public SegmentedBuffer Content { get; } = new();

    public string Key => Partition.KeyOf(First, Last);

    /// <summary>Whether the object is in the store; its bytes are given back then.</summary>
    public bool IsStored { get; private set; }

    /// <summary>Bytes its buffer holds of the memory budget.</summary>
    public long HeldBytes { get; private set; }

    /// <summary>Encodes a record; one that cannot be encoded leaves the object as it was.</summary>
    /// <exception cref="UnreadableRecordException">The record is not what the service promises.</exception>
    public void Append(in ChangeRecord record) =>
        (_writer ?? throw new InvalidOperationException("Raw records are not encoded.")).Append(record);

    /// <summary>Ends the object, and charges the budget with what that added.</summary>
    public void Complete()
    {
        _writer?.Complete();
        Charge();
    }

    /// <summary>Counts the record just encoded, and charges the budget with what the buffer grew by.</summary>
    /// <returns>The growth in bytes.</returns>
    public long Count(SequenceNumber number)
    {
        Last = number;
        Records++;
        return Charge();
    }

    public void Stored()
    {
        IsStored = true;
        Dispose();
    }

    public void Dispose()
    {
        _writer?.Dispose();
        Content.Dispose();
        _budget.Adjust(-HeldBytes);
        HeldBytes = 0;
    }

    private long Charge()
    {
        var growth = Content.CapacityBytes + (_writer?.HeldBytes ?? 0) - HeldBytes;
        if (growth != 0)
        {
            _budget.Adjust(growth);
            HeldBytes += growth;
        }

        return growth;
    }
}
