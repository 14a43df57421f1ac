using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Shards.ShardScenario;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

/// <summary>A stream begins only when its first rows have the columns that the key template names.</summary>
public sealed class FirstRowsTests
{
    private const string Row = """{"partitionKeys":{"id":{"textT":"1"}},"clusteringKeys":{"seq":{"intT":"1"}},"newImage":{"valueCells":{"region":{"value":{"textT":"eu"}},"title":{"value":null}}}}""";
    private const string RowWithoutRegion = """{"partitionKeys":{"id":{"textT":"1"}},"clusteringKeys":{"seq":{"intT":"2"}},"newImage":{"valueCells":{"title":{"value":{"textT":"t"}}}}}""";
    private const string Static = """{"partitionKeys":{"id":{"textT":"1"}},"newImage":{"staticCells":{"owner":{"value":{"textT":"ann"}}}}}""";
    private const string Deletion = """{"partitionKeys":{"id":{"textT":"1"}},"clusteringKeys":{"seq":{"intT":"1"}}}""";
    private const string Broken = """{"newImage":{"valueCells":{"region":}}}""";

    [Theory]
    [InlineData("{column:region}", Row)]
    [InlineData("{column:title}", Row)]
    [InlineData("{column:id}{column:seq}", Row)]
    [InlineData("{column:region}", RowWithoutRegion, Row)]
    [InlineData("{column:owner}", Row, Static)]
    [InlineData("{column:other}", Static, Static)]
    [InlineData("{column:other}", Deletion, Deletion)]
    public async Task Page_HasTheColumnOrNoRow_IsWritten(string columns, params string[] records)
    {
        var (pod, shard, last) = Pod(columns, records);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Equal(records.Length, NumbersIn(pod).Count);
    }

    [Theory]
    [InlineData("{column:regoin}", "regoin, but region, ", Row)]
    [InlineData("{column:id}{column:Title}", "Title, but title, ", Row, Static)]
    [InlineData("{column:regoin}", "regoin, but region, ", Static, Deletion, Row)]
    public async Task Rows_LackTheColumn_HaltTheShardBeforeAnythingIsWritten(string columns, string expected, params string[] records)
    {
        var (pod, shard, _) = Pod(columns, records);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null));

        Assert.Contains(expected, pod.Table[shard].HaltReason, StringComparison.Ordinal);
        Assert.Empty(pod.Store.Objects);
        Assert.Equal(Checkpoint.TrimHorizon, pod.Table[shard].Checkpoint);
    }

    [Fact]
    public async Task Column_IsKnown_IsNotLookedFor()
    {
        var (pod, shard, last) = Pod("{column:country}", [Row], knownColumns: ["country"]);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.StartsWith("__null__/", Assert.Single(pod.Store.Objects).Key, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Shard_ContinuesAnotherOrItself_LacksColumnsForGoodReasons(bool hasParent)
    {
        var (pod, shard, last) = Pod("{column:country}", [Row, Row]);
        var parent = pod.Source.AddShard("parent");
        var lease = pod.Own(shard, fresh => hasParent
            ? fresh with { Parents = [parent], CaughtUpAt = pod.Clock.GetUtcNow() }
            : fresh with { Checkpoint = Checkpoint.At(StreamRecords.Number(1)) });

        await RunAsync(pod, lease, async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Null(pod.Table[shard].HaltReason);
    }

    [Fact]
    public async Task KeysOnlyStream_LacksAColumnThatIsNoKey_Halts()
    {
        var pod = TestPod.Create(WithTemplate("{column:region}"), viewType: StreamViewType.KeysOnly);
        var shard = pod.Source.AddShard("a");
        pod.Source.AppendRecord(shard, Deletion);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null));

        Assert.Contains("have no column region, but ", pod.Table[shard].HaltReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordThatCannotBeRead_IsJudgedInItsTurn()
    {
        var (pod, shard, _) = Pod("{column:region}", [Row, Broken]);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null));

        Assert.Contains("it is not JSON that can be read", pod.Table[shard].HaltReason, StringComparison.Ordinal);
        Assert.Single(NumbersIn(pod));
    }

    private static (TestPod Pod, ShardId Shard, SequenceNumber Last) Pod(string columns, string[] records, string[]? knownColumns = null)
    {
        var pod = TestPod.Create(WithTemplate(columns), knownColumns: knownColumns);
        var shard = pod.Source.AddShard("a");
        // All of them, in order: the last alone would be enough for LINQ.
        var last = records.Select(record => pod.Source.AppendRecord(shard, record)).ToArray()[^1];
        return (pod, shard, last);
    }

    private static Func<Contracts.Settings.StreamSettings, Contracts.Settings.StreamSettings> WithTemplate(string columns) =>
        settings => settings with { Destination = settings.Destination with { KeyTemplate = columns + "/{sequenceNumber}.json" } };
}
