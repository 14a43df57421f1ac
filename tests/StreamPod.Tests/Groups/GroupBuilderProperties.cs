using FsCheck;
using FsCheck.Fluent;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Groups.GroupSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Groups;

/// <summary>What a crash and a successor with other limits must not change: the same range under the same layout gives the same objects.</summary>
public sealed class GroupBuilderProperties
{
    [Fact]
    public void Close_AnyLimits_GivesForEachRangeWhatAnUnlimitedBuilderGives() =>
        Prop.ForAll(Cases().ToArbitrary(), HoldsFor).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static bool HoldsFor(Case sample)
    {
        var budget = new MemoryBudget(long.MaxValue / 4);
        var groups = Cut(sample, budget);
        var isSame = groups.All(group =>
        {
            using var again = GroupOf(sample.Layout, [.. sample.Records.Where(record => record.SequenceNumber >= group.First && record.SequenceNumber <= group.Last)]);
            // A pending group names the oldest measure, and its successor cuts by that one.
            using var promised = GroupOf(
                sample.Layout with { CutBy = group.CutBy }, [.. sample.Records.Where(record => record.SequenceNumber >= group.First && record.SequenceNumber <= group.Last)]);
            return Text(group).SequenceEqual(Text(again)) && Text(group).SequenceEqual(Text(promised));
        });
        var isWhole = groups.Sum(group => group.Records) == sample.Records.Length;
        groups.ForEach(group => group.Dispose());
        return isSame && isWhole && budget.HeldBytes == 0;
    }

    private static List<Group> Cut(Case sample, MemoryBudget budget)
    {
        var groups = new List<Group>();
        var builder = Builder(sample.Layout, sample.Limits, budget);
        foreach (var record in sample.Records)
        {
            if (builder.Fullness is not CloseReason.None and var reason)
            {
                groups.Add(builder.Close(reason));
                builder = Builder(sample.Layout, sample.Limits, budget);
            }

            if (!builder.TryAppend(record))
            {
                groups.Add(builder.Close(CloseReason.Bytes));
                builder = Builder(sample.Layout, sample.Limits, budget);
                Assert.True(builder.TryAppend(record));
            }
        }

        if (!builder.IsEmpty)
        {
            groups.Add(builder.Close(CloseReason.ShardEnd));
        }

        return groups;
    }

    private static Gen<Case> Cases() =>
        from lengths in Gen.NonEmptyListOf(Gen.Frequency((6, Gen.Choose(0, 300)), (1, Gen.Choose(4_000, 9_000)), (1, Gen.Constant(-1))))
        from days in Gen.ArrayOf(Gen.Choose(0, 3), lengths.Count)
        from maxRecords in Gen.Choose(1, 6)
        from maxBytes in Gen.Choose(200, 6_000)
        from records in Gen.Choose(1, 20)
        from bytes in Gen.Choose(100, 20_000)
        from objects in Gen.Choose(1, 8)
        from measure in Gen.Elements(CutMeasure.Encoded, CutMeasure.Wire)
        select new Case(
            [.. lengths.Select((length, index) => RecordOf(index + 1, length, days[index]))],
            Layout with { MaxRecords = maxRecords, MaxBytes = maxBytes, OnUnreadableRecord = UnreadableRecordPolicy.Quarantine, CutBy = measure },
            Limits(records, bytes, objects));

    private static ChangeRecord RecordOf(int position, int length, int day) => length < 0
        ? StreamRecords.Unreadable(position, LeaseSamples.Noon.AddDays(day))
        : Record(position, length, day * 24);

    /// <summary>One range, how it is cut, and where groups end.</summary>
    internal sealed record Case(ChangeRecord[] Records, ObjectLayout Layout, GroupLimits Limits)
    {
        public override string ToString() => $"{Records.Length} records, {Layout.MaxRecords}/{Layout.MaxBytes}, {Limits}";
    }
}
