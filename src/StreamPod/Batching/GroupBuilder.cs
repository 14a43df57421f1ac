using System.Buffers;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Batching;

/// <summary>
/// The open group of a shard. Records are encoded straight into the object of their partition; which object a record lands in
/// follows from the range and the layout alone, so the same range always gives the same objects.
/// </summary>
internal sealed class GroupBuilder(ObjectLayout layout, GroupLimits limits, GroupCut cut, MemoryBudget budget) : IDisposable
{
    private readonly Dictionary<PartitionName, GroupObject> _open = [];
    private readonly List<GroupObject> _objects = [];
    private SequenceNumber _first;
    private SequenceNumber _last;

    public bool IsEmpty => Records == 0;

    public int Records { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Bytes its buffers hold of the memory budget.</summary>
    public long HeldBytes { get; private set; }

    public DateTimeOffset FirstCreatedAt { get; private set; }

    /// <summary>Records that went to the quarantine.</summary>
    public int Quarantined { get; private set; }

    /// <summary>Why the group must close before the next record, or None.</summary>
    public CloseReason Fullness =>
        Records >= limits.Records ? CloseReason.Records
        : Bytes >= limits.Bytes ? CloseReason.Bytes
        : _objects.Count >= limits.Objects ? CloseReason.Partitions
        : CloseReason.None;

    /// <returns>False when the record does not fit any more: close for Bytes and append it to the next group.</returns>
    /// <exception cref="UnreadableRecordException">The record cannot be encoded and the layout has no quarantine; the group is as before.</exception>
    public bool TryAppend(in ChangeRecord record)
    {
        try
        {
            return TryAppend(record, cut.Naming.PartitionOf(record), quarantineReason: null);
        }
        catch (UnreadableRecordException problem) when (layout.OnUnreadableRecord == Contracts.Settings.UnreadableRecordPolicy.Quarantine)
        {
            var isIn = TryAppend(record, cut.Naming.QuarantineNameOf(record), problem.Message);
            Quarantined += isIn ? 1 : 0;
            return isIn;
        }
    }

    /// <summary>Closes the group; the builder must not be used afterwards.</summary>
    public Group Close(CloseReason reason) => new()
    {
        First = _first,
        Last = _last,
        Records = Records,
        Bytes = Bytes,
        FirstCreatedAt = FirstCreatedAt,
        Reason = reason,
        Objects = _objects,
    };

    public void Dispose()
    {
        foreach (var item in _objects)
        {
            item.Dispose();
        }
    }

    private bool TryAppend(in ChangeRecord record, PartitionName partition, string? quarantineReason)
    {
        var number = record.SequenceNumber;
        var isNew = !_open.TryGetValue(partition, out var target) || target.Records >= layout.MaxRecords;
        target = isNew ? new GroupObject(partition, number, quarantineReason is not null, budget) : target!;
        var (mark, before) = (target.Content.Mark(), target.Content.Length);
        try
        {
            Encode(record, quarantineReason, target.Content);
        }
        catch
        {
            Undo(target, mark, isNew);
            throw;
        }

        var size = target.Content.Length - before;
        if (Records > 0 && Bytes + size > limits.Bytes)
        {
            Undo(target, mark, isNew);
            return false;
        }

        if (!isNew && before > 0 && before + size > layout.MaxBytes)
        {
            target = MoveToNext(target, mark, before, number);
            isNew = true;
        }

        Take(record, number, target, isNew, size);
        return true;
    }

    private void Encode(in ChangeRecord record, string? quarantineReason, SegmentedBuffer output)
    {
        if (quarantineReason is null)
        {
            cut.Encoder.Encode(record, output);
        }
        else
        {
            cut.Quarantine.Encode(record, quarantineReason, output);
        }
    }

    private static void Undo(GroupObject target, long mark, bool isNew)
    {
        if (isNew)
        {
            target.Dispose();
        }
        else
        {
            target.Content.RewindTo(mark);
        }
    }

    private GroupObject MoveToNext(GroupObject full, long mark, long start, SequenceNumber number)
    {
        var next = new GroupObject(full.Partition, number, full.IsQuarantine, budget);
        foreach (var segment in full.Content.AsSequence().Slice(start))
        {
            next.Content.Write(segment.Span);
        }

        full.Content.RewindTo(mark);
        return next;
    }

    private void Take(in ChangeRecord record, SequenceNumber number, GroupObject target, bool isNew, long size)
    {
        if (isNew)
        {
            _objects.Add(target);
            _open[target.Partition] = target;
        }

        if (Records == 0)
        {
            _first = number;
            FirstCreatedAt = record.CreatedAt;
        }

        HeldBytes += target.Took(number);
        _last = number;
        Records++;
        Bytes += size;
    }
}
