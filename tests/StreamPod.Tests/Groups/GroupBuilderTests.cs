using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Groups.GroupSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Groups;

public sealed class GroupBuilderTests
{
    private readonly MemoryBudget _budget = new(long.MaxValue / 4);

    [Fact]
    public void TryAppend_MaxRecordsReached_GoesOnInTheNextObject()
    {
        using var group = GroupOf(Layout with { MaxRecords = 2 }, Record(1), Record(2), Record(3));

        Assert.Equal([2, 1], group.Objects.Select(item => item.Records));
        Assert.Equal([StreamRecords.Number(1), StreamRecords.Number(3)], group.Objects.Select(item => item.First));
        Assert.Equal((StreamRecords.Number(1), StreamRecords.Number(3), 3), (group.First, group.Last, group.Records));
    }

    [Fact]
    public void TryAppend_MaxBytesWouldBePassed_MovesTheRecordToTheNextObject()
    {
        using var alone = GroupOf(Layout, Record(1, 500));
        var (size, onTheWire) = (alone.Bytes, Record(1, 500).Json.Length);

        using var group = GroupOf(Layout with { MaxBytes = (onTheWire * 2) + 1 }, [.. Enumerable.Range(1, 5).Select(position => Record(position, 500))]);

        Assert.True(size > onTheWire);
        Assert.Equal([size * 2, size * 2, size], group.Objects.Select(item => item.Content.Length));
        Assert.Equal(StreamRecords.Number(3), group.Objects[1].First);
        Assert.Equal(StreamRecords.Number(2), group.Objects[0].Last);
    }

    [Fact]
    public void TryAppend_LayoutOfAnOlderPendingGroup_CountsTheBytesThatAreWritten()
    {
        using var alone = GroupOf(Layout, Record(1, 500));
        var size = alone.Bytes;

        using var group = GroupOf(Layout with { MaxBytes = (size * 2) + 1, CutBy = CutMeasure.Encoded }, [.. Enumerable.Range(1, 5).Select(position => Record(position, 500))]);

        Assert.Equal([size * 2, size * 2, size], group.Objects.Select(item => item.Content.Length));
        Assert.Equal(CutMeasure.Encoded, group.CutBy);
    }

    [Fact]
    public void Close_NoByteCutsUnderEitherMeasure_IsOfTheOldestMeasure()
    {
        using var alone = GroupOf(Layout, Record(1, 500));

        using var within = GroupOf(Layout with { MaxBytes = alone.Bytes * 2 }, Record(1, 500), Record(2, 500));
        using var between = GroupOf(Layout with { MaxBytes = (alone.Bytes * 2) - 1 }, Record(1, 500), Record(2, 500));
        using var beyond = GroupOf(Layout with { MaxBytes = 800 }, Record(1, 500), Record(2, 500));

        Assert.Equal([1, 1, 2], new[] { within, between, beyond }.Select(group => group.Objects.Count));
        Assert.Equal([CutMeasure.Encoded, CutMeasure.Wire, CutMeasure.Wire], new[] { within, between, beyond }.Select(group => group.CutBy));
    }

    [Fact]
    public void TryAppend_GroupOfOnePartition_StaysWithinItsBytesAsWritten()
    {
        using var alone = GroupOf(Layout, Record(1, 500));
        var limit = (alone.Bytes * 3) - 1;
        using var builder = Builder(Layout, Limits(bytes: limit), _budget);

        var taken = Enumerable.Range(1, 3).TakeWhile(position => builder.TryAppend(Record(position, 500))).Count();

        Assert.Equal(2, taken);
        Assert.True(builder.Bytes <= limit);
    }

    [Fact]
    public void TryAppend_OneRecordLargerThanAnObject_StandsAlone()
    {
        using var group = GroupOf(Layout with { MaxBytes = 2_000 }, Record(1), Record(2, 9_000), Record(3));

        Assert.Equal([1, 1, 1], group.Objects.Select(item => item.Records));
    }

    [Fact]
    public void TryAppend_OtherDay_OpensAnotherObjectAndReturnsToTheFirst()
    {
        using var group = GroupOf(Layout, Record(1), Record(2, hours: 13), Record(3));

        Assert.Equal([2, 1], group.Objects.Select(item => item.Records));
        Assert.Contains("2026-01-03", group.Objects[1].Key, StringComparison.Ordinal);
        Assert.Equal(StreamRecords.Number(3), group.Objects[0].Last);
        Assert.Equal(StreamRecords.Number(3), group.Last);
    }

    [Theory]
    [InlineData(2, long.MaxValue, int.MaxValue, CloseReason.Records)]
    [InlineData(int.MaxValue, 1, int.MaxValue, CloseReason.Bytes)]
    [InlineData(int.MaxValue, long.MaxValue, 2, CloseReason.Partitions)]
    [InlineData(int.MaxValue, long.MaxValue, int.MaxValue, CloseReason.None)]
    internal void Fullness_AtALimit_NamesIt(int records, long bytes, int objects, CloseReason reason)
    {
        using var builder = Builder(Layout with { MaxRecords = 1 }, Limits(records, bytes, objects));
        Assert.Equal(CloseReason.None, builder.Fullness);

        builder.TryAppend(Record(1));
        builder.TryAppend(Record(2));

        Assert.Equal(reason, builder.Fullness);
    }

    [Fact]
    public void TryAppend_GroupWouldPassItsBytes_LeavesTheGroupAsItWas()
    {
        using var first = GroupOf(Layout, Record(1, 500));
        using var builder = Builder(Layout, Limits(bytes: first.Bytes + 10), _budget);
        Assert.True(builder.TryAppend(Record(1, 500)));
        var held = (builder.HeldBytes, _budget.HeldBytes);

        var isIn = builder.TryAppend(Record(2, 500));

        Assert.False(isIn);
        Assert.Equal(held, (builder.HeldBytes, _budget.HeldBytes));
        Assert.Equal(Text(first), Text(builder.Close(CloseReason.Bytes)));
    }

    [Fact]
    public void TryAppend_FirstRecordLargerThanTheGroup_IsTaken()
    {
        using var builder = Builder(Layout, Limits(bytes: 100));

        Assert.True(builder.TryAppend(Record(1, 5_000)));
        Assert.Equal(CloseReason.Bytes, builder.Fullness);
    }

    [Fact]
    public void TryAppend_UnreadableAndHalt_ThrowsAndLeavesTheGroupAsItWas()
    {
        using var builder = Builder(Layout, GroupLimits.Unlimited, _budget);
        builder.TryAppend(Record(1));
        var held = _budget.HeldBytes;

        Assert.Throws<UnreadableRecordException>(() => builder.TryAppend(StreamRecords.Unreadable(2, LeaseSamples.Noon)));

        using var wanted = GroupOf(Layout, Record(1));
        Assert.Equal(held, _budget.HeldBytes);
        Assert.Equal(Text(wanted), Text(builder.Close(CloseReason.Handoff)));
    }

    [Fact]
    public void TryAppend_UnreadableAndQuarantine_GoesRawToItsOwnObject()
    {
        using var builder = Builder(Layout with { OnUnreadableRecord = UnreadableRecordPolicy.Quarantine }, GroupLimits.Unlimited);
        builder.TryAppend(Record(1));

        Assert.True(builder.TryAppend(StreamRecords.Unreadable(2, LeaseSamples.Noon)));

        using var group = builder.Close(CloseReason.Age);
        Assert.Equal((1, 2), (builder.Quarantined, group.Records));
        Assert.Equal([false, true], group.Objects.Select(item => item.IsQuarantine));
        Assert.StartsWith("media/media_content/_quarantine/", group.Objects[1].Key, StringComparison.Ordinal);
        Assert.Equal(StreamRecords.Number(2), group.Last);
    }

    [Fact]
    public void Dispose_OfBuilderAndGroup_ReturnsTheWholeBudget()
    {
        using (var dropped = Builder(Layout with { MaxBytes = 3_000 }, GroupLimits.Unlimited, _budget))
        {
            Array.ForEach([1, 2, 3, 4], position => dropped.TryAppend(Record(position, 2_000)));
            Assert.Equal(dropped.HeldBytes, _budget.HeldBytes);
        }

        Assert.Equal(0, _budget.HeldBytes);
        var builder = Builder(Layout with { MaxBytes = 3_000 }, GroupLimits.Unlimited, _budget);
        Array.ForEach([1, 2, 3, 4], position => builder.TryAppend(Record(position, 2_000)));
        var group = builder.Close(CloseReason.Age);
        Assert.True(_budget.HeldBytes > 0);
        group.Objects[0].Stored();
        Assert.Equal(group.HeldBytes, _budget.HeldBytes);

        group.Dispose();
        Assert.Equal(0, _budget.HeldBytes);
    }

    [Fact]
    public void Hash_AnyMemberChanged_Differs()
    {
        ObjectLayout[] layouts =
        [
            Layout,
            Layout with { Prefix = "p/" },
            Layout with { KeyTemplate = "{sequenceNumber}" },
            Layout with { RecordMetadata = !Layout.RecordMetadata },
            Layout with { Compression = ObjectCompression.Gzip },
            Layout with { Compression = ObjectCompression.GzipFile },
            Layout with { MaxRecords = 5 },
            Layout with { MaxBytes = 5_000 },
            Layout with { OnUnreadableRecord = UnreadableRecordPolicy.Quarantine },
            Layout with { Transform = "drop 1 of 2" },
            Layout with { Transform = "drop 1 of 3" },
        ];

        Assert.Equal(layouts.Length, layouts.Select(layout => layout.Hash()).Distinct().Count());
        Assert.Equal(Layout.Hash(), (Layout with { }).Hash());
        Assert.Matches("^[0-9a-f]{16}$", Layout.Hash());
    }

    /// <summary>Objects carry it, and a pod recognises by it what an older version wrote: it must not move for a layout that was possible then.</summary>
    [Theory]
    [InlineData(ObjectCompression.None, "4d6825523278e023")]
    [InlineData(ObjectCompression.Gzip, "b94b0a4919038fb6")]
    public void Hash_OfAnOlderVersionsLayout_IsStillThatVersions(object compression, string hash)
    {
        Assert.Equal(hash, (Layout with { Compression = (ObjectCompression)compression }).Hash());
    }

    [Theory]
    [InlineData(100_000, 64L * 1024 * 1024, 1L << 40, 100_000, 64L * 1024 * 1024)]
    [InlineData(1, 1_024, 1L << 40, 1_000, 8L * 1024 * 1024)]
    [InlineData(1, 64L * 1024 * 1024, 16L * 1024 * 1024, 1_000, 4L * 1024 * 1024)]
    public void Limits_OfLayoutAndBudget_HoldOneFullObjectWithinAQuarter(int maxRecords, long maxBytes, long budget, int records, long bytes)
    {
        var limits = GroupLimits.Of(Layout with { MaxRecords = maxRecords, MaxBytes = maxBytes }, budget);

        Assert.Equal((records, bytes), (limits.Records, limits.Bytes));
    }

    /// <summary>What came over the wire tells nothing of what columns hold: a small pod writes large files of rows.</summary>
    [Fact]
    public void Limits_OfRows_LetAGroupHoldHalfOfTheBudgetWhateverCameOverTheWire()
    {
        const long Budget = 16 * 1024 * 1024;
        var layout = WithColumns(ObjectFormat.Parquet, RecordShape.Flat, 2) with { MaxRecords = 1_000_000 };
        using var builder = Builder(layout, GroupLimits.Of(layout, Budget), new MemoryBudget(Budget));

        var position = 1;
        while (builder.Fullness == CloseReason.None)
        {
            Assert.True(builder.TryAppend(Record(position++, textLength: 10_000)));
        }

        Assert.Equal(CloseReason.Bytes, builder.Fullness);
        Assert.InRange(builder.HeldBytes, Budget / 2, Budget);
    }

    [Theory]
    [InlineData(ObjectFormat.JsonLines, RecordShape.Native, 1)]
    [InlineData(ObjectFormat.JsonLines, RecordShape.Debezium, 30)]
    [InlineData(ObjectFormat.Avro, RecordShape.Flat, 30)]
    [InlineData(ObjectFormat.Avro, RecordShape.Debezium, 100)]
    [InlineData(ObjectFormat.Parquet, RecordShape.Flat, 1)]
    [InlineData(ObjectFormat.Parquet, RecordShape.Flat, 100)]
    [InlineData(ObjectFormat.Parquet, RecordShape.Debezium, 300)]
    public void Limits_OfManySmallObjects_AreAsManyAsTheirShareOfTheBudgetHolds(object format, object shape, int columns)
    {
        const long Budget = 64 * 1024 * 1024;
        var layout = WithColumns((ObjectFormat)format, (RecordShape)shape, columns);
        var limits = GroupLimits.Of(layout, Budget);
        var (budget, most) = (new MemoryBudget(Budget), 0L);
        using var builder = Builder(layout, limits, budget);

        var position = 1;
        while (builder.Fullness == CloseReason.None)
        {
            Assert.True(builder.TryAppend(Record(position++)));
            most = Math.Max(most, budget.HeldBytes);
        }

        Assert.Equal(CloseReason.Partitions, builder.Fullness);
        var objects = builder.Close(CloseReason.Partitions).Objects.Count;
        Assert.Equal(limits.Objects, objects);
        Assert.InRange(Math.Max(most, budget.HeldBytes), 1, Budget / 64);
    }

    /// <summary>Each record has an object of its own.</summary>
    private static ObjectLayout WithColumns(ObjectFormat format, RecordShape shape, int columns)
    {
        var schema = new TableSchema { Columns = [.. Enumerable.Range(0, columns).Select(number => new SchemaColumn { Name = $"column_{number:D3}", Type = "text", Kind = number == 0 ? ColumnKind.PartitionKey : ColumnKind.Regular })] };
        return ObjectLayout.Of(TestPod.Settings with
        {
            Source = TestPod.Settings.Source with { Schema = shape == RecordShape.Native ? null : schema },
            Destination = TestPod.Settings.Destination with { Format = format, Record = shape, Compression = FormatRules.DefaultCompressionOf(format), Rotation = new RotationSettings { MaxRecords = 1 } },
        });
    }
}
