using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>All changes of one shard, in stream order, and how far they are accounted for.</summary>
internal sealed class ShardLedger(ShardId shardId, IReadOnlyList<ShardLedger> parents)
{
    private readonly List<LedgerRecord> _records = [];
    private readonly Dictionary<string, int> _places = [];
    private int _accounted;

    public ShardId ShardId { get; } = shardId;

    public IReadOnlyList<ShardLedger> Parents { get; } = parents;

    public List<ShardLedger> Children { get; } = [];

    public IReadOnlyList<LedgerRecord> Records => _records;

    public bool IsClosed { get; set; }

    public DateTimeOffset ClosedAt { get; set; }

    /// <summary>The service does not know the shard any more.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>Whether somebody broke the order of the shard's pages or planted an object of it: then it may stop.</summary>
    public bool IsTampered { get; set; }

    /// <summary>Ends of all ranges that the lease has ever promised.</summary>
    public HashSet<string> Promised { get; } = new(StringComparer.Ordinal);

    /// <summary>Gap records that were left for the shard.</summary>
    public int Gaps { get; set; }

    /// <summary>Why the shard stopped, or null.</summary>
    public string? Halt { get; set; }

    /// <summary>When the lease got the owner it has, in ticks of the run.</summary>
    public long OwnedSince { get; set; }

    /// <summary>Owners by the counter they held the lease under.</summary>
    public Dictionary<long, string> Owners { get; } = [];

    /// <summary>A halted shard waits for a person, and so do the shards that continue it.</summary>
    public bool IsStopped => Halt is not null || Parents.Any(parent => parent.IsStopped);

    /// <summary>Whether a loss here, or one that can only be seen further down the lineage, was reported, or will be once a person was there.</summary>
    public bool IsLossReported => Gaps > 0 || IsStopped || Children.Any(child => child.IsLossReported);

    /// <summary>Whether nothing of the shard is missing.</summary>
    public bool IsDone => FirstMissing(_records.Count) is null;

    public void Add(LedgerRecord record)
    {
        _places.Add(record.Number, _records.Count);
        _records.Add(record);
    }

    public LedgerRecord? Find(string number) => _places.TryGetValue(number, out var place) ? _records[place] : null;

    /// <summary>The first record up to this checkpoint that neither is in an object nor is excused; null when there is none.</summary>
    public LedgerRecord? FirstMissing(Checkpoint checkpoint) =>
        checkpoint.IsShardEnd ? FirstMissing(_records.Count)
        : checkpoint.Number is { } number && _places.TryGetValue(number.Text, out var place) ? FirstMissing(place + 1)
        : null;

    private LedgerRecord? FirstMissing(int end)
    {
        while (_accounted < end)
        {
            var record = _records[_accounted];
            if (record.IsMissing && !(record.IsTrimmed && Gaps > 0))
            {
                return record;
            }

            _accounted++;
        }

        return null;
    }
}
