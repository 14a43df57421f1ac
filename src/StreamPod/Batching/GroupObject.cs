using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Batching;

/// <summary>One object of a group while records are appended: its partition, its range and its uncompressed bytes.</summary>
internal sealed class GroupObject(PartitionName partition, SequenceNumber first, bool isQuarantine, MemoryBudget budget) : IDisposable
{
    public PartitionName Partition { get; } = partition;

    public SequenceNumber First { get; } = first;

    public SequenceNumber Last { get; private set; } = first;

    public int Records { get; private set; }

    /// <summary>Whether it holds raw records that could not be encoded.</summary>
    public bool IsQuarantine { get; } = isQuarantine;

    public SegmentedBuffer Content { get; } = new();

    public string Key => Partition.KeyOf(First, Last);

    /// <summary>Whether the object stands in the store; its bytes are given back then.</summary>
    public bool IsStored { get; private set; }

    /// <summary>Bytes its buffer holds of the memory budget.</summary>
    public long HeldBytes { get; private set; }

    /// <summary>Counts the record just encoded, and charges the budget with what the buffer grew by.</summary>
    /// <returns>The growth in bytes.</returns>
    public long Took(SequenceNumber number)
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
        Content.Dispose();
        budget.Adjust(-HeldBytes);
        HeldBytes = 0;
    }

    private long Charge()
    {
        var growth = Content.CapacityBytes - HeldBytes;
        if (growth != 0)
        {
            budget.Adjust(growth);
            HeldBytes += growth;
        }

        return growth;
    }
}
