using KeyspacesStreamer.Simulation.Disasters;
using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>One stream of the table under one label, from switching change data capture on to switching it off: its shards, its lease table, its ledger.</summary>
internal sealed class StreamLife
{
    private readonly SimulationLoop _loop;
    private readonly SimulatedClock _clock;
    private readonly Schedule _schedule;
    private readonly List<ShardId> _open = [];
    private readonly Dictionary<ShardId, long> _hiddenUntil = [];
    private readonly string _letter;
    private long _listingLagUntil;
    private int _shards;

    public StreamLife(SimulationLoop loop, SimulatedClock clock, Schedule schedule, Verdict verdict, int number)
    {
        (_loop, _clock, _schedule, Number) = (loop, clock, schedule, number);
        _letter = ((char)('a' + number)).ToString();
        var label = $"2026-01-0{number + 2}T03:04:05.678";
        Source = new InMemoryStreamSource(clock)
        {
            Stream = StreamRecords.Stream with { CreatedAt = SimulatedClock.Beginning, Label = label, Arn = StreamRecords.Arn[..(StreamRecords.Arn.LastIndexOf('/') + 1)] + label },
            PageLimit = schedule.PageLimit,
            IteratorLifetime = schedule.IteratorLifetime,
            NumbersPerShard = schedule.NumbersPerShard,
        };
        var isLatest = schedule.Settings.Source.StartFrom == Contracts.Settings.StartFrom.Latest;
        Judge = new Judge(loop, verdict, new StartBoundary(isLatest, (2 * schedule.LargestSkew) + JumpsOf(schedule) + TimeSpan.FromSeconds(6)))
        {
            PassesHours = schedule.Disasters.Any(disaster => disaster.Kind is DisasterKind.Downtime or DisasterKind.LongFreeze),
        };
        for (var shard = 0; shard < schedule.Shards; shard++)
        {
            Open();
        }
    }

    public int Number { get; }

    public InMemoryStreamSource Source { get; }

    public InMemoryLeaseTable Table { get; } = new();

    public Judge Judge { get; }

    public IReadOnlyList<ShardId> OpenShards => _open;

    public bool IsListed(ShardId shardId) => !_hiddenUntil.TryGetValue(shardId, out var until) || _loop.Now >= until;

    public ShardId? Pick(int subject) => _open.Count == 0 ? null : _open[subject % _open.Count];

    public void LagListings(TimeSpan duration) => _listingLagUntil = Math.Max(_listingLagUntil, _loop.Now + duration.Ticks);

    public void Append(ShardId shardId, int records, bool isUnreadable, int? textLength = null)
    {
        for (var record = 1; record <= records; record++)
        {
            var isBad = isUnreadable && record == records;
            var length = textLength ?? _schedule.TextLength;
            var number = isBad ? Source.AppendUnreadable(shardId) : Source.Append(shardId, textLength: length);
            var text = isBad ? null : StreamRecords.TextOf(number, length);
            var isDropped = !isBad && _schedule.DropsOneOf is { } divisor && DropByNumber.Drops(divisor, number);
            Judge.Appended(shardId, number, _clock.GetUtcNow(), isBad && _schedule.Settings.Source.OnUnreadableRecord == Contracts.Settings.UnreadableRecordPolicy.Halt, isDropped, text);
        }
    }

    public void Split(ShardId shardId)
    {
        Close(shardId);
        Open(shardId);
        Open(shardId);
    }

    public void Merge(ShardId left, ShardId right)
    {
        Close(left);
        Close(right);
        Open(left, right);
    }

    /// <summary>Change data capture is switched off: nothing comes after what is there.</summary>
    public void End()
    {
        foreach (var shard in _open.ToArray())
        {
            Close(shard);
            Judge.Of(shard).IsClosed = true;
        }
    }

    /// <summary>The service drops what is older than its retention: records, and closed shards that have none left.</summary>
    public void Trim()
    {
        var oldest = _clock.GetUtcNow() - StreamRetention.Period;
        foreach (var shard in Judge.Shards)
        {
            var old = shard.Records.Where(record => !record.IsTrimmed && record.CreatedAt <= oldest).ToArray();
            foreach (var record in old)
            {
                record.IsTrimmed = true;
            }

            if (shard.IsRemoved)
            {
                continue;
            }

            Source.Trim(shard.ShardId, old.Length);
            if (shard.IsClosed && shard.ClosedAt <= oldest && shard.Records.All(record => record.IsTrimmed))
            {
                shard.IsRemoved = true;
                Source.Remove(shard.ShardId);
            }
        }
    }

    private static TimeSpan JumpsOf(Schedule schedule) => TimeSpan.FromTicks(
        schedule.Disasters.Where(disaster => disaster.Kind == DisasterKind.ClockJump).Sum(disaster => disaster.Duration.Duration().Ticks));

    private void Close(ShardId shardId)
    {
        Source.Close(shardId);
        _open.Remove(shardId);
        Judge.Of(shardId).ClosedAt = _clock.GetUtcNow();
    }

    private void Open(params ShardId[] parents)
    {
        var name = $"{_letter}{(char)('a' + (_shards / 26))}{(char)('a' + (_shards % 26))}";
        _shards++;
        var shardId = Source.AddShard(name, parents);
        Judge.AddShard(shardId, parents);
        _open.Add(shardId);
        if (_loop.Now < _listingLagUntil)
        {
            _hiddenUntil[shardId] = _listingLagUntil;
        }
    }
}
