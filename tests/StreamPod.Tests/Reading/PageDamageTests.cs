using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Streams;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Reading;

/// <summary>A damaged page is read again; what stays damaged in the same way is the source's own.</summary>
public sealed class PageDamageTests
{
    private static readonly PageRequest Ask = new(1_000, 64 * 1024 * 1024);

    private readonly InMemoryStreamSource _source = new(new FakeTimeProvider(LeaseSamples.Noon));
    private readonly ShardId _shard;
    private readonly ShardReader _reader;

    public PageDamageTests()
    {
        _shard = _source.AddShard("a");
        _reader = new ShardReader(new FakeTimeProvider(LeaseSamples.Noon), _source, _shard, IteratorStart.TrimHorizon, null);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_DamagedOnTheWay_IsWholeTheSecondTime()
    {
        _source.Append(_shard, 3);
        _source.DamageNext(_shard, pages: 1);

        var problem = await Assert.ThrowsAsync<DamagedPageException>(() => _reader.ReadAsync(Ask, Token));
        using var page = await _reader.ReadAsync(Ask, Token);

        Assert.True(AwsFaults.IsPassing(problem, out _));
        Assert.True(page.IsUtf8);
        Assert.Equal(3, page.Count);
        Assert.Equal(1, _source.OpenPages);
    }

    [Fact]
    public async Task Read_RecordThatIsNoUtf8_IsHandedOnTheSecondTime()
    {
        _source.Append(_shard);
        var bad = _source.AppendInvalidUtf8(_shard);

        await Assert.ThrowsAsync<DamagedPageException>(() => _reader.ReadAsync(Ask, Token));
        using var page = await _reader.ReadAsync(Ask, Token);

        Assert.False(page.IsUtf8);
        Assert.Equal(bad, page[1].SequenceNumber);
    }

    [Fact]
    public async Task Read_SecondBadRecordShowsLater_IsReadAgainForItself()
    {
        _source.AppendInvalidUtf8(_shard);
        await Assert.ThrowsAsync<DamagedPageException>(() => _reader.ReadAsync(Ask, Token));
        _source.AppendInvalidUtf8(_shard);

        await Assert.ThrowsAsync<DamagedPageException>(() => _reader.ReadAsync(Ask, Token));
        using var page = await _reader.ReadAsync(Ask, Token);

        Assert.Equal(2, page.Count);
    }

    [Fact]
    public async Task Read_SameDamageManyTimes_HaltsTheShard()
    {
        FailWith(11, _ => new DamagedPageException("The page is malformed at byte 9: expected JSON, found something else."));
        for (var read = 1; read < 12; read++)
        {
            await Assert.ThrowsAsync<DamagedPageException>(() => _reader.ReadAsync(Ask, Token));
        }

        FailWith(1, _ => new DamagedPageException("The page is malformed at byte 9: expected JSON, found something else."));
        var problem = await Assert.ThrowsAsync<ShardHaltedException>(() => _reader.ReadAsync(Ask, Token));

        Assert.Contains("damaged 12 times in the same way, and nothing of it was taken over: The page is malformed at byte 9", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_AnotherDamageEachTime_IsTriedAsLongAsItTakes()
    {
        _source.Append(_shard);
        FailWith(30, number => new DamagedPageException($"The page is malformed at byte {number}: expected JSON, found something else."));
        for (var read = 0; read < 30; read++)
        {
            await Assert.ThrowsAsync<DamagedPageException>(() => _reader.ReadAsync(Ask, Token));
        }

        using var page = await _reader.ReadAsync(Ask, Token);

        Assert.Equal(1, page.Count);
    }

    private void FailWith(int times, Func<int, Exception> problem)
    {
        for (var number = 0; number < times; number++)
        {
            _source.FailNext(StreamOperation.GetRecords, problem(number));
        }
    }
}
