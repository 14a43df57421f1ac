using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Streams;

public sealed class LineageTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Split_OfEverything_LeavesNoHashWithoutOwner(int pieces)
    {
        var ranges = HashRange.Everything.Split(pieces);

        Assert.Equal(ulong.MinValue, ranges[0].First);
        Assert.Equal(ulong.MaxValue, ranges[^1].Last);
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First.Touches(pair.Second)));
    }

    [Fact]
    public void Owning_AfterSplitsAndMerges_IsTheOneOpenShardOfTheHash()
    {
        var lineage = Founded(shards: 4);
        lineage.Split(lineage.Open[1], pieces: 3, Now);
        lineage.Merge([lineage.Open[0], lineage.Open[1], lineage.Open[2]], Now);
        var random = new Random(7);

        var hashes = Enumerable.Range(0, 1000).Select(_ => unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue))).ToList();

        Assert.All(hashes, hash => Assert.Equal(lineage.Open.Single(shard => shard.Range.Contains(hash)), lineage.Owning(hash)));
    }

    [Fact]
    public void Merge_OfUnevenParents_BeginsAboveBoth()
    {
        var lineage = Founded(shards: 2);
        var (left, right) = (lineage.Open[0], lineage.Open[1]);
        Fill(left, 3);
        Fill(right, 1500);

        var child = lineage.Merge([left, right], Now);

        Assert.True(child.Starting > left.Ending);
        Assert.True(child.Starting > right.Ending);
        Assert.Equal([left, right], child.Parents);
    }

    [Fact]
    public void Numbers_OfDifferentShards_AreTheSame()
    {
        var lineage = Founded(shards: 2);

        Fill(lineage.Open[0], 10);
        Fill(lineage.Open[1], 10);

        Assert.Equal(Numbers(lineage.Open[0]), Numbers(lineage.Open[1]));
        Assert.Equal(Numbers(lineage.Open[0]).Distinct().Order(), Numbers(lineage.Open[0]));
    }

    [Fact]
    public void Merge_OfStrangers_IsRefused()
    {
        var lineage = Founded(shards: 3);

        var refusal = Assert.Throws<EmulatorException>(() => lineage.Merge([lineage.Open[0], lineage.Open[2]], Now));

        Assert.Contains("not neighbours", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("111111100014000000000001", 14_000_000_000_001)]
    [InlineData("000000111111100014000000000001", 14_000_000_000_001)]
    [InlineData("111111099999999999999999", long.MinValue)]
    [InlineData("111111200000000000000000", long.MaxValue)]
    [InlineData("999999999999999999999999999999999999999999999999", long.MaxValue)]
    public void TryParse_AnyDigits_OrdersThemAgainstOwnNumbers(string text, long expected)
    {
        Assert.True(SequenceNumber.TryParse(text, out var number));
        Assert.Equal(expected, number.Value);
    }

    private static StreamLineage Founded(int shards)
    {
        var lineage = new StreamLineage(new Random(1));
        lineage.Found(shards, Now);
        return lineage;
    }

    private static IEnumerable<SequenceNumber> Numbers(Shard shard) => Enumerable.Range(0, shard.Log.End).Select(position => shard.Log[position].Number);

    private static void Fill(Shard shard, int records)
    {
        for (var record = 0; record < records; record++)
        {
            shard.Log.Append("{}"u8, new RecordEntry
            {
                Chunk = [], Offset = 0, Length = 0, KeyStart = 0, KeyLength = 1, Number = shard.NextNumber, CreatedAtMilliseconds = 0,
                Ordinal = record, Operation = RecordOperation.Raw,
            });
        }
    }
}
