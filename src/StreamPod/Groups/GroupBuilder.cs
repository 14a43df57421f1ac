using System.Buffers;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>
/// The open group of a shard. A record is planned into the object of its partition, then encoded straight into it; which object that is
/// follows from the range and the layout alone, so the same range always gives the same objects.
/// </summary>
internal sealed class GroupBuilder(ObjectLayout layout, GroupLimits limits, ShardLayout shardLayout, MemoryBudget budget) : IDisposable
{
    private readonly ObjectPlanner _planner = new(layout.MaxRecords, layout.MaxBytes);
    private readonly List<GroupObject> _objects = [];
    private SequenceNumber _first;
    private SequenceNumber _last;
    private SequenceNumber _end;
    private ArrayBufferWriter<byte>? _scratch;
    private long _mostAdded;
    private long _mostHeld;

    /// <summary>Whether no record was taken over, not even one that was dropped.</summary>
    public bool IsEmpty => Records == 0 && Dropped == 0;

    /// <summary>Records in its objects.</summary>
    public int Records { get; private set; }

    /// <summary>Records that the transform left out.</summary>
    public int Dropped { get; private set; }

    /// <summary>Uncompressed bytes of all objects; of rows the bytes that came of them.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes its buffers hold of the memory budget.</summary>
    public long HeldBytes { get; private set; }

    public DateTimeOffset FirstCreatedAt { get; private set; }

    /// <summary>Records that went to the quarantine.</summary>
    public int Quarantined { get; private set; }

    /// <summary>Why the group must close before the next record, or None.</summary>
    public CloseReason Fullness =>
        Records >= limits.Records ? CloseReason.Records
        : Bytes >= limits.Bytes || HeldBytes >= limits.HeldBytes ? CloseReason.Bytes
        : _objects.Count >= limits.Objects ? CloseReason.Partitions
        : CloseReason.None;

    /// <returns>False when the record does not fit any more: close for Bytes and append it to the next group.</returns>
    /// <exception cref="UnreadableRecordException">The record cannot be encoded and the layout has no quarantine; the group is as before.</exception>
    public bool TryAppend(in ChangeRecord record)
    {
        try
        {
            var written = record;
            if (shardLayout.Transform is { } transform && !transform.TryApply(record, Scratch(), out written))
            {
                Drop(record);
                return true;
            }

            return TryAppend(record, written, shardLayout.Naming.PartitionOf(written), quarantineReason: null);
        }
        catch (UnreadableRecordException problem) when (layout.OnUnreadableRecord == Contracts.Settings.UnreadableRecordPolicy.Quarantine)
        {
            var isIn = TryAppend(record, record, shardLayout.Naming.QuarantineNameOf(record), problem.Message);
            Quarantined += isIn ? 1 : 0;
            return isIn;
        }
    }

    /// <summary>Closes the group; the builder must not be used afterwards.</summary>
    public Group Close(CloseReason reason)
    {
        _objects.ForEach(item => item.Complete());
        return new Group
        {
            First = Records > 0 ? _first : _end,
            Last = Records > 0 ? _last : _end,
            End = _end,
            Records = Records,
            Bytes = layout.HoldsRows ? Bytes : _objects.Sum(item => item.Content.Length),
            MostHeldBytes = _mostHeld,
            FirstCreatedAt = FirstCreatedAt,
            Reason = reason,
            CutBy = OldestMeasure(),
            Objects = _objects,
        };
    }

    public void Dispose()
    {
        foreach (var item in _objects)
        {
            item.Dispose();
        }
    }

    private bool TryAppend(in ChangeRecord record, in ChangeRecord written, PartitionKeyPattern partition, string? quarantineReason) => layout.CutBy switch
    {
        CutMeasure.Wire => TryPlan(record, written, partition, quarantineReason),
        CutMeasure.Encoded => TryMeasure(written, partition, quarantineReason),
        _ => throw new InvalidOperationException($"No object is cut by {layout.CutBy}."),
    };

    /// <summary>By the bytes of the record as it came: what a transform makes of it may change with its version.</summary>
    private bool TryPlan(in ChangeRecord record, in ChangeRecord written, PartitionKeyPattern partition, string? quarantineReason)
    {
        var size = record.Json.Length;
        if (IsTooLarge(size))
        {
            return false;
        }

        // A writer appends a record whole or not at all, so an object that is new and stays empty holds nothing.
        var (planned, number) = (_planner.ObjectFor(partition, size), record.SequenceNumber);
        var target = ObjectOf(planned, partition, number, quarantineReason is not null);
        var before = target.Content.Length;
        if (quarantineReason is null)
        {
            target.Append(written);
        }
        else
        {
            shardLayout.Quarantine.Encode(written, quarantineReason, target.Content);
        }

        // Rows wait in columns until their file ends, so only what came of them tells how much there is.
        Take(record, number, planned, target, size, layout.HoldsRows ? size : target.Content.Length - before);
        return true;
    }

    /// <summary>As older versions cut: by the bytes that came of the record.</summary>
    private bool TryMeasure(in ChangeRecord record, PartitionKeyPattern partition, string? quarantineReason)
    {
        using var encoded = new SegmentedBuffer();
        if (quarantineReason is null)
        {
            (shardLayout.Lines ?? throw new InvalidOperationException("Only lines are cut by their encoded bytes.")).Write(record, encoded);
        }
        else
        {
            shardLayout.Quarantine.Encode(record, quarantineReason, encoded);
        }

        var size = encoded.Length;
        if (IsTooLarge(size))
        {
            return false;
        }

        var (planned, number) = (_planner.ObjectFor(partition, size), record.SequenceNumber);
        var target = ObjectOf(planned, partition, number, quarantineReason is not null);
        foreach (var segment in encoded.AsSequence())
        {
            target.Content.Write(segment.Span);
        }

        Take(record, number, planned, target, size, size);
        return true;
    }

    /// <summary>Whether the group would pass its bytes, as far as the records before tell how much encoding adds to one.</summary>
    private bool IsTooLarge(long size) => Records > 0 && Bytes + size + _mostAdded > limits.Bytes;

    private GroupObject ObjectOf(PlannedObject planned, PartitionKeyPattern partition, SequenceNumber number, bool isQuarantine) =>
        planned.Position < _objects.Count ? _objects[planned.Position] : new GroupObject(partition, number, isQuarantine ? null : shardLayout, budget);

    private ArrayBufferWriter<byte> Scratch()
    {
        _scratch ??= new ArrayBufferWriter<byte>();
        _scratch.ResetWrittenCount();
        return _scratch;
    }

    private void Drop(in ChangeRecord record)
    {
        Begin(record);
        _end = record.SequenceNumber;
        Dropped++;
    }

    private void Begin(in ChangeRecord record)
    {
        if (IsEmpty)
        {
            FirstCreatedAt = record.CreatedAt;
        }
    }

    private void Take(in ChangeRecord record, SequenceNumber number, PlannedObject planned, GroupObject target, long size, long added)
    {
        if (_planner.Add(target.Partition, planned, size))
        {
            _objects.Add(target);
        }

        Begin(record);
        _first = Records == 0 ? number : _first;
        HeldBytes += target.Count(number);
        _mostHeld = Math.Max(_mostHeld, HeldBytes);
        _last = _end = number;
        Records++;
        Bytes += added;
        _mostAdded = Math.Max(_mostAdded, added - size);
    }

    /// <summary>The oldest measure that gives these very objects: one that no byte has cut is the same under both.</summary>
    private CutMeasure OldestMeasure() =>
        layout.CutBy == CutMeasure.Encoded || (!layout.HoldsRows && !_planner.HasCutByBytes && _objects.TrueForAll(item => item.Records == 1 || item.Content.Length <= layout.MaxBytes))
            ? CutMeasure.Encoded
            : CutMeasure.Wire;
}
