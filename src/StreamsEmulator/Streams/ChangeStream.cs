namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>One CDC stream of a table: its name, life and shards. Everything that changes is guarded by the table's lock.</summary>
internal sealed class ChangeStream
{
    private readonly TimeProvider _clock;
    private readonly StreamSettings _settings;

    public ChangeStream(TimeProvider clock, Random random, StreamSettings settings, int shards)
    {
        _clock = clock;
        _settings = settings;
        CreatedAt = clock.GetUtcNow();
        Lineage = new StreamLineage(random);
        Lineage.Found(shards, CreatedAt);
    }

    public required string Arn { get; init; }

    public required string Label { get; init; }

    public required string Keyspace { get; init; }

    public required string Table { get; init; }

    public required ViewType ViewType { get; init; }

    /// <summary>Place among all streams of the server, in order of creation.</summary>
    public required int Index { get; init; }

    /// <summary>The table's lock: rows, shards and records change together.</summary>
    public required Lock Gate { get; init; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset? DisabledAt { get; private set; }

    public StreamLineage Lineage { get; }

    public bool TakesRecords => DisabledAt is null;

    public StreamStatus Status
    {
        get
        {
            var now = _clock.GetUtcNow();
            return DisabledAt is { } disabled
                ? now < disabled + _settings.StatusDelay ? StreamStatus.Disabling : StreamStatus.Disabled
                : now < CreatedAt + _settings.StatusDelay ? StreamStatus.Enabling : StreamStatus.Enabled;
        }
    }

    /// <summary>The shards the service would list now.</summary>
    public IEnumerable<Shard> ListedShards =>
        Status == StreamStatus.Enabling ? [] : Lineage.All.Where(shard => !shard.IsRemoved);

    public void Disable()
    {
        DisabledAt ??= _clock.GetUtcNow();
        Lineage.CloseAll(DisabledAt.Value);
    }

    /// <summary>Drops what is older than the retention: records first, then closed shards that have none left.</summary>
    public void Age()
    {
        var horizon = _clock.GetUtcNow() - _settings.Retention;
        foreach (var shard in Lineage.All)
        {
            Age(shard, horizon);
        }
    }

    /// <summary>Drops what is older than the retention from one shard.</summary>
    public void Age(Shard shard) => Age(shard, _clock.GetUtcNow() - _settings.Retention);

    private static void Age(Shard shard, DateTimeOffset horizon)
    {
        if (shard.IsRemoved)
        {
            return;
        }

        ShardTrim.ToTime(shard, horizon);
        if (shard.ClosedAt < horizon && shard.Log.Horizon == shard.Log.End)
        {
            shard.IsRemoved = true;
        }
    }
}
