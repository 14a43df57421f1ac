using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using Xunit;

namespace KeyspacesStreamer.Testing.Streams;

/// <summary>What the pod's core relies on in a change stream, held by the double and by the real client alike.</summary>
public abstract class StreamSourceContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetRecords_AtTheTip_GivesAllInOrderThenNothingAndSaysSo()
    {
        var source = await OpenAsync();
        var shard = await OnlyShardAsync(source);
        await AppendAsync(shard, 5);

        var (numbers, next, position) = await ReadAsync(source, await source.GetIteratorAsync(shard, IteratorStart.TrimHorizon, Token));

        Assert.Equal(5, numbers.Count);
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(PagePosition.AtTip, position);
        Assert.Empty((await ReadAsync(source, next!)).Numbers);
    }

    [Fact]
    public async Task GetIterator_AtAfterAndLatest_BeginWhereTheySay()
    {
        var source = await OpenAsync();
        var shard = await OnlyShardAsync(source);
        await AppendAsync(shard, 4);
        var (numbers, _, _) = await ReadAsync(source, await source.GetIteratorAsync(shard, IteratorStart.TrimHorizon, Token));
        var latest = await source.GetIteratorAsync(shard, IteratorStart.Latest, Token);

        Assert.Equal(numbers.Skip(1), (await ReadAsync(source, await source.GetIteratorAsync(shard, IteratorStart.At(numbers[1]), Token))).Numbers);
        Assert.Equal(numbers.Skip(2), (await ReadAsync(source, await source.GetIteratorAsync(shard, IteratorStart.After(numbers[1]), Token))).Numbers);
        await AppendAsync(shard, 2);
        Assert.Equal(2, (await ReadAsync(source, latest)).Numbers.Count);
    }

    [Fact]
    public async Task GetRecords_FewerThanThereAre_LeavesTheRestBehindTheTip()
    {
        var source = await OpenAsync();
        var shard = await OnlyShardAsync(source);
        await AppendAsync(shard, 5);

        var (numbers, next, position) = await ReadAsync(source, await source.GetIteratorAsync(shard, IteratorStart.TrimHorizon, Token), most: 2);

        Assert.Equal((2, PagePosition.BehindTip), (numbers.Count, position));
        Assert.Equal(3, (await ReadAsync(source, next!)).Numbers.Count);
    }

    [Fact]
    public async Task GetRecords_SplitShard_EndsAndItsChildrenAreListed()
    {
        var source = await OpenAsync();
        var shard = await OnlyShardAsync(source);
        await AppendAsync(shard, 3);
        await SplitAsync(shard);

        var (numbers, next, _) = await ReadAsync(source, await source.GetIteratorAsync(shard, IteratorStart.TrimHorizon, Token));
        var children = await source.ListChildrenAsync(shard, Token);

        Assert.Equal(3, numbers.Count);
        Assert.Null(next);
        Assert.Equal(2, children.Count);
        Assert.All(children, child => Assert.Equal([shard], child.Parents));
        Assert.True((await source.ListShardsAsync(Token)).Single(listed => listed.ShardId == shard).IsClosed);
    }

    [Fact]
    public async Task GetIterator_BeforeWhatIsKept_IsTrimmedAndTrimHorizonIsNot()
    {
        var source = await OpenAsync();
        var shard = await OnlyShardAsync(source);
        await AppendAsync(shard, 5);
        var (numbers, _, _) = await ReadAsync(source, await source.GetIteratorAsync(shard, IteratorStart.TrimHorizon, Token));
        await TrimAsync(shard, 3);

        await Assert.ThrowsAsync<TrimmedDataException>(() => source.GetIteratorAsync(shard, IteratorStart.After(numbers[0]), Token));
        await Assert.ThrowsAsync<TrimmedDataException>(() => source.GetIteratorAsync(shard, IteratorStart.At(numbers[1]), Token));
        Assert.Equal(numbers.Skip(3), (await ReadAsync(source, await source.GetIteratorAsync(shard, IteratorStart.TrimHorizon, Token))).Numbers);
        Assert.Equal(numbers.Skip(4), (await ReadAsync(source, await source.GetIteratorAsync(shard, IteratorStart.After(numbers[3]), Token))).Numbers);
    }

    [Fact]
    public async Task GetIterator_ShardNobodyKnows_IsGone()
    {
        var source = await OpenAsync();

        await Assert.ThrowsAsync<ShardGoneException>(() => source.GetIteratorAsync(StreamRecords.Shard("nobody"), IteratorStart.TrimHorizon, Token));
    }

    /// <summary>A stream with one open shard and no records.</summary>
    private protected abstract Task<IStreamSource> OpenAsync();

    private protected abstract Task AppendAsync(ShardId shardId, int records);

    private protected abstract Task SplitAsync(ShardId shardId);

    private protected abstract Task TrimAsync(ShardId shardId, int oldest);

    private static async Task<ShardId> OnlyShardAsync(IStreamSource source) => Assert.Single(await source.ListShardsAsync(Token)).ShardId;

    private static async Task<(List<SequenceNumber> Numbers, string? Next, PagePosition Position)> ReadAsync(IStreamSource source, string iterator, int most = 1_000)
    {
        using var page = await source.GetRecordsAsync(iterator, new PageRequest(most, 64 * 1024 * 1024), Token);
        return ([.. Enumerable.Range(0, page.Count).Select(index => page[index].SequenceNumber)], page.NextIterator, page.Position);
    }
}
