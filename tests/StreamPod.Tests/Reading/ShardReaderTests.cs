using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Streams;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Reading;

public sealed class ShardReaderTests
{
    private static readonly PageRequest Ask = new(1_000, 64 * 1024 * 1024);

    private readonly FakeTimeProvider _clock = new(LeaseSamples.Noon);
    private readonly InMemoryStreamSource _source;
    private readonly ShardId _shard;

    public ShardReaderTests()
    {
        _source = new InMemoryStreamSource(_clock) { PageLimit = 3 };
        _shard = _source.AddShard("a");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_IteratorExpired_GoesOnAfterTheLastRecordTaken()
    {
        _source.Append(_shard, 5);
        var reader = Reader(IteratorStart.TrimHorizon);
        Take(reader, await reader.ReadAsync(Ask, Token), most: 2);

        _clock.Advance(TimeSpan.FromMinutes(16));
        var taken = Take(reader, await reader.ReadAsync(Ask, Token));

        Assert.Equal([StreamRecords.Number(3), StreamRecords.Number(4), StreamRecords.Number(5)], taken);
        Assert.Equal(["TrimHorizon", $"AfterSequenceNumber {StreamRecords.Number(2)}"], Starts);
    }

    [Fact]
    public async Task Read_LatestExpiredBeforeAnyRecord_ReadsWhatCameSince()
    {
        _source.Append(_shard, 2, age: TimeSpan.FromMinutes(1));
        var reader = Reader(IteratorStart.Latest, latestSince: _clock.GetUtcNow());
        Assert.Empty(Take(reader, await reader.ReadAsync(Ask, Token)));
        var last = _source.Append(_shard);

        _clock.Advance(TimeSpan.FromMinutes(16));
        var taken = Take(reader, await reader.ReadAsync(Ask, Token));

        Assert.Equal([last], taken);
        Assert.Equal(["Latest", "TrimHorizon"], Starts);
    }

    [Fact]
    public async Task Read_LatestOpenedTooLate_ReadsWhatCameSinceTheBeginning()
    {
        _source.Append(_shard, 2, age: TimeSpan.FromMinutes(1));
        var began = _clock.GetUtcNow();
        var last = _source.Append(_shard);
        _clock.Advance(TimeSpan.FromSeconds(6));
        var reader = Reader(IteratorStart.Latest, latestSince: began);

        var taken = Take(reader, await reader.ReadAsync(Ask, Token));

        Assert.Equal([last], taken);
        Assert.Equal(["Latest", "TrimHorizon"], Starts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Read_NothingTakenForLongerThanTheRetention_IsNotPassedOverInSilence(int pagesBefore)
    {
        var reader = Reader(IteratorStart.TrimHorizon);
        if (pagesBefore > 0)
        {
            (await reader.ReadAsync(Ask, Token)).Dispose();
        }

        _clock.Advance(TimeSpan.FromHours(25));
        await Assert.ThrowsAsync<TrimmedDataException>(() => reader.ReadAsync(Ask, Token));

        reader.ResumeAtTrimHorizon(_clock.GetUtcNow());
        (await reader.ReadAsync(Ask, Token)).Dispose();
    }

    [Fact]
    public async Task Read_AfterTheRestWasTrimmed_PassesOverWhatWasTakenBefore()
    {
        _source.Append(_shard, 6);
        var reader = Reader(IteratorStart.After(StreamRecords.Number(4)));
        reader.ResumeAtTrimHorizon(_clock.GetUtcNow());

        Assert.Empty(Take(reader, await reader.ReadAsync(Ask, Token)));
        Assert.Equal([StreamRecords.Number(5), StreamRecords.Number(6)], Take(reader, await reader.ReadAsync(Ask, Token)));
    }

    [Fact]
    public async Task Read_NewIteratorExpiresToo_IsTriedAgainAsAPassingFault()
    {
        _source.Append(_shard);
        _source.FailNext(StreamOperation.GetRecords, new ExpiredIteratorException("planned"));
        _source.FailNext(StreamOperation.GetRecords, new ExpiredIteratorException("planned"));
        var reader = Reader(IteratorStart.TrimHorizon);

        await Assert.ThrowsAsync<IOException>(() => reader.ReadAsync(Ask, Token));

        Assert.Single(Take(reader, await reader.ReadAsync(Ask, Token)));
    }

    private IEnumerable<string?> Starts => _source.Calls.Where(call => call.Operation == StreamOperation.GetIterator).Select(call => call.Start);

    private ShardReader Reader(IteratorStart start, DateTimeOffset? latestSince = null) => new(_clock, _source, _shard, start, latestSince);

    private static List<SequenceNumber> Take(ShardReader reader, ShardPage page, int most = int.MaxValue)
    {
        using (page)
        {
            var taken = new List<SequenceNumber>();
            for (var index = 0; index < page.Count && taken.Count < most; index++)
            {
                if (!reader.IsPast(page[index]))
                {
                    reader.Advance(page[index].SequenceNumber);
                    taken.Add(page[index].SequenceNumber);
                }
            }

            return taken;
        }
    }
}
