using System.Globalization;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Testing.Streams;

/// <summary>
/// A change stream in memory: shards that split, merge, are trimmed and go away; iterators that expire; pages of a limited size,
/// empty ones behind the tip among them; planned faults; and a count of the pages nobody disposed.
/// </summary>
internal sealed class InMemoryStreamSource(TimeProvider clock) : IStreamSource
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<ShardId, InMemoryShard> _shards = [];
    private readonly Dictionary<string, (ShardId ShardId, int Index, DateTimeOffset MadeAt, bool IsContinued)> _iterators = [];
    private readonly List<(StreamOperation Operation, string? ShardId, Exception Exception)> _faults = [];
    private readonly List<StreamCall> _calls = [];
    private int _openPages;
    private int _positions;

    public TableStream Stream { get; init; } = StreamRecords.Stream;

    /// <summary>Whether each shard counts its records from one, so that two shards have records of the same number; otherwise numbers grow over the whole stream.</summary>
    public bool NumbersPerShard { get; init; }

    /// <summary>Records of one page at most, whatever the caller allows.</summary>
    public int PageLimit { get; set; } = 1_000;

    /// <summary>How long an iterator can be used. Default 15 minutes.</summary>
    public TimeSpan IteratorLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether pages say where they stand.</summary>
    public bool TellsPosition { get; set; } = true;

    /// <summary>Awaited before each call does its work: a test holds calls here.</summary>
    public Func<StreamCall, CancellationToken, Task>? Before { get; set; }

    /// <summary>Pages handed out and not disposed.</summary>
    public int OpenPages => Volatile.Read(ref _openPages);

    public IReadOnlyList<StreamCall> Calls => Locked(() => _calls.ToArray());

    public int CountOf(StreamOperation operation) => Calls.Count(call => call.Operation == operation);

    public ShardId AddShard(string name, params ShardId[] parents)
    {
        var shardId = StreamRecords.Shard(name);
        Locked(() => _shards.Add(shardId, new InMemoryShard(shardId, parents)));
        return shardId;
    }

    /// <summary>Appends records as a writer would; positions grow over the whole stream.</summary>
    /// <returns>The number of the last one.</returns>
    public SequenceNumber Append(ShardId shardId, int count = 1, int textLength = 8, TimeSpan age = default) =>
        Locked(() =>
        {
            var position = 0;
            for (var added = 0; added < count; added++)
            {
                position = NextPosition(shardId);
                _shards[shardId].Records.Add(StreamRecords.Of(position, clock.GetUtcNow() - age, textLength));
            }

            return StreamRecords.Number(position);
        });

    /// <summary>Appends a record that no encoder can read.</summary>
    public SequenceNumber AppendUnreadable(ShardId shardId) => Locked(() =>
    {
        var position = NextPosition(shardId);
        _shards[shardId].Records.Add(StreamRecords.Unreadable(position, clock.GetUtcNow()));
        return StreamRecords.Number(position);
    });

    /// <summary>Appends a record with a number of its own, in order or not: pages give it where it stands, iterators are opened by number.</summary>
    public SequenceNumber AppendAt(ShardId shardId, int position) => Locked(() =>
    {
        _shards[shardId].Records.Add(StreamRecords.Of(position, clock.GetUtcNow()));
        return StreamRecords.Number(position);
    });

    /// <summary>Appends a record that is not UTF-8 wherever it is read.</summary>
    public SequenceNumber AppendInvalidUtf8(ShardId shardId) => Locked(() =>
    {
        var position = NextPosition(shardId);
        _shards[shardId].Records.Add(StreamRecords.WithInvalidUtf8(StreamRecords.Of(position, clock.GetUtcNow())));
        return StreamRecords.Number(position);
    });

    /// <summary>The first record of each of the next pages is not UTF-8, because of something on the way.</summary>
    public void DamageNext(ShardId shardId, int pages) => Locked(() => _shards[shardId].DamagedPages += pages);

    /// <summary>The first two records of each of the next pages that have them are swapped.</summary>
    public void SwapNext(ShardId shardId, int pages) => Locked(() => _shards[shardId].SwappedPages += pages);

    /// <summary>Each of the next pages that follow another one begins with the record that came last.</summary>
    public void RepeatNext(ShardId shardId, int pages) => Locked(() => _shards[shardId].RepeatingPages += pages);

    /// <summary>Whether a page of the shard was given whose records are not in order within its session.</summary>
    public bool IsDisordered(ShardId shardId) => Locked(() => _shards.TryGetValue(shardId, out var shard) && shard.IsDisordered);

    /// <summary>Appends a record with the given members of its wire form.</summary>
    public SequenceNumber AppendRecord(ShardId shardId, string members) => Locked(() =>
    {
        var position = NextPosition(shardId);
        _shards[shardId].Records.Add(StreamRecords.Of(position, clock.GetUtcNow(), members));
        return StreamRecords.Number(position);
    });

    public void Close(ShardId shardId) => Locked(() => _shards[shardId].IsClosed = true);

    /// <summary>Closes a shard and continues it in two.</summary>
    public (ShardId Left, ShardId Right) Split(ShardId shardId, string left, string right)
    {
        Close(shardId);
        return (AddShard(left, shardId), AddShard(right, shardId));
    }

    /// <summary>Closes shards and continues them in one.</summary>
    public ShardId Merge(string name, params ShardId[] parents)
    {
        Array.ForEach(parents, Close);
        return AddShard(name, parents);
    }

    /// <summary>Lets the service forget the oldest records.</summary>
    public void Trim(ShardId shardId, int records) => Locked(() => _shards[shardId].Trimmed += records);

    /// <summary>Lets the service forget a shard.</summary>
    public void Remove(ShardId shardId) => Locked(() => _shards.Remove(shardId));

    /// <summary>The next pages of a shard are empty although records follow.</summary>
    public void AnswerEmpty(ShardId shardId, int pages) => Locked(() => _shards[shardId].EmptyPages += pages);

    /// <summary>The next page at the tip says that the shard ended although the listings call it open.</summary>
    public void EndFalsely(ShardId shardId) => Locked(() => _shards[shardId].FalseEnds++);

    public void FailNext(StreamOperation operation, Exception exception, ShardId? shardId = null) =>
        Locked(() => _faults.Add((operation, shardId?.Value, exception)));

    public IReadOnlyList<SequenceNumber> NumbersOf(ShardId shardId) => Locked(() => _shards[shardId].Records.Select(record => record.SequenceNumber).ToArray());

    public Task<IReadOnlyList<ShardListing>> ListShardsAsync(CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<ShardListing>>(
            new StreamCall(StreamOperation.ListShards, ""),
            () => [.. _shards.Values.Select(shard => shard.ToListing())],
            cancellationToken);

    public Task<IReadOnlyList<ShardListing>> ListChildrenAsync(ShardId parent, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<ShardListing>>(
            new StreamCall(StreamOperation.ListChildren, parent.Value),
            () => [.. _shards.Values.Where(shard => shard.Parents.Contains(parent)).Select(shard => shard.ToListing())],
            cancellationToken);

    public Task<string> GetIteratorAsync(ShardId shardId, IteratorStart start, CancellationToken cancellationToken) =>
        RunAsync(
            new StreamCall(StreamOperation.GetIterator, shardId.Value, start.ToString()),
            () => IteratorAt(shardId, Existing(shardId).IndexOf(start) ?? throw new TrimmedDataException($"{shardId} at {start} was trimmed.")),
            cancellationToken);

    public Task<ShardPage> GetRecordsAsync(string iterator, PageRequest ask, CancellationToken cancellationToken)
    {
        var shardId = Locked(() => _iterators.TryGetValue(iterator, out var place) ? place.ShardId.Value : "");
        return RunAsync<ShardPage>(new StreamCall(StreamOperation.GetRecords, shardId), () => PageAt(iterator, ask), cancellationToken);
    }

    private InMemoryPage PageAt(string iterator, PageRequest ask)
    {
        var (shardId, index, madeAt, isContinued) = _iterators[iterator];
        if (clock.GetUtcNow() - madeAt > IteratorLifetime)
        {
            throw new ExpiredIteratorException($"The iterator of {shardId} is older than {IteratorLifetime}.");
        }

        var shard = Existing(shardId);
        if (index < shard.Trimmed)
        {
            throw new TrimmedDataException($"The iterator of {shardId} is before what is kept.");
        }

        var count = Math.Min(Math.Min(ask.MaxResults, PageLimit), shard.Records.Count - index);
        if (shard.EmptyPages > 0 && count > 0)
        {
            shard.EmptyPages--;
            count = 0;
        }

        var bytes = shard.Records.GetRange(index, count).Sum(record => (long)record.Json.Length);
        if (bytes > ask.BodyBytes)
        {
            throw new PageTooLargeException($"The body of a page has {bytes} bytes, and {ask.BodyBytes} may be read.");
        }

        var end = index + count;
        var isTip = end == shard.Records.Count;
        var isFalseEnd = isTip && shard.FalseEnds > 0;
        shard.FalseEnds -= isFalseEnd ? 1 : 0;
        var next = isTip && (shard.IsClosed || isFalseEnd) ? null : IteratorAt(shardId, end, isContinued: true);
        var position = !TellsPosition ? PagePosition.Unknown : isTip ? PagePosition.AtTip : PagePosition.BehindTip;
        Interlocked.Increment(ref _openPages);
        return new InMemoryPage(shard.Take(index, count, isContinued), next, position, () => Interlocked.Decrement(ref _openPages));
    }

    private string IteratorAt(ShardId shardId, int index, bool isContinued = false)
    {
        var iterator = _iterators.Count.ToString("D20", CultureInfo.InvariantCulture);
        _iterators[iterator] = (shardId, index, clock.GetUtcNow(), isContinued);
        return iterator;
    }

    private int NextPosition(ShardId shardId) => NumbersPerShard ? _shards[shardId].Records.Count + 1 : ++_positions;

    private InMemoryShard Existing(ShardId shardId) =>
        _shards.GetValueOrDefault(shardId) ?? throw new ShardGoneException($"{shardId} is not part of the stream.");

    private async Task<T> RunAsync<T>(StreamCall call, Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Before is { } before)
        {
            await before(call, cancellationToken);
        }

        return Locked(() =>
        {
            _calls.Add(call);
            var index = _faults.FindIndex(fault => fault.Operation == call.Operation && (fault.ShardId ?? call.ShardId) == call.ShardId);
            if (index < 0)
            {
                return work();
            }

            var exception = _faults[index].Exception;
            _faults.RemoveAt(index);
            throw exception;
        });
    }

    private T Locked<T>(Func<T> work)
    {
        lock (_gate)
        {
            return work();
        }
    }

    private void Locked(Action work)
    {
        lock (_gate)
        {
            work();
        }
    }
}
