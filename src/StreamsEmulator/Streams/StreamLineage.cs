using System.Globalization;

namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>The shards of one stream: which is open for which hash, who descends from whom, and how they split and merge.</summary>
internal sealed class StreamLineage(Random random)
{
    /// <summary>Children begin on the next multiple of this, so that gaps between generations look like the service's.</summary>
    private const long GenerationStep = 1_000;

    private readonly List<Shard> _all = [];
    private readonly HashSet<string> _names = [];
    private Shard[] _open = [];

    public IReadOnlyList<Shard> All => _all;

    /// <summary>Open shards in order of their ranges.</summary>
    public IReadOnlyList<Shard> Open => _open;

    public void Found(int shards, DateTimeOffset now)
    {
        foreach (var range in HashRange.Everything.Split(shards))
        {
            Add(range, [], SequenceNumber.First, now);
        }

        Reindex();
    }

    public Shard Owning(ulong hash)
    {
        var (low, high) = (0, _open.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _open[middle].Range.First <= hash ? (middle, high) : (low, middle - 1);
        }

        return _open[low];
    }

    public Shard? Find(string shardId) => _all.Find(shard => shard.Id == shardId);

    public IReadOnlyList<Shard> Split(Shard parent, int pieces, DateTimeOffset now)
    {
        RequireOpen(parent);
        if (pieces < 2)
        {
            throw new EmulatorException($"A split makes 2 or more shards, not {pieces}.");
        }

        var ranges = parent.Range.Split(pieces);
        parent.Close(now);
        var children = ranges.Select(range => Add(range, [parent], After([parent]), now)).ToList();
        Reindex();
        return children;
    }

    public Shard Merge(IReadOnlyList<Shard> parents, DateTimeOffset now)
    {
        var ordered = parents.Distinct().OrderBy(shard => shard.Range.First).ToList();
        if (ordered.Count < 2)
        {
            throw new EmulatorException($"A merge takes 2 or more different shards, not {ordered.Count}.");
        }

        ordered.ForEach(RequireOpen);
        for (var index = 1; index < ordered.Count; index++)
        {
            if (!ordered[index - 1].Range.Touches(ordered[index].Range))
            {
                throw new EmulatorException(
                    $"Shards {ordered[index - 1].Id} and {ordered[index].Id} are not neighbours and cannot be merged.");
            }
        }

        ordered.ForEach(shard => shard.Close(now));
        var child = Add(new HashRange(ordered[0].Range.First, ordered[^1].Range.Last), ordered, After(ordered), now);
        Reindex();
        return child;
    }

    public void CloseAll(DateTimeOffset now)
    {
        foreach (var shard in _open)
        {
            shard.Close(now);
        }

        Reindex();
    }

    private static SequenceNumber After(IReadOnlyList<Shard> parents)
    {
        var latest = parents.Max(parent => parent.Latest.Value);
        return new SequenceNumber(((latest / GenerationStep) + 1) * GenerationStep);
    }

    private static void RequireOpen(Shard shard)
    {
        if (!shard.IsOpen)
        {
            throw new EmulatorException($"Shard {shard.Id} is closed.");
        }
    }

    private Shard Add(HashRange range, IReadOnlyList<Shard> parents, SequenceNumber starting, DateTimeOffset now)
    {
        var shard = new Shard
        {
            Id = NewName(now), Index = _all.Count, Range = range, Parents = parents, Starting = starting, CreatedAt = now,
        };
        foreach (var parent in parents)
        {
            parent.Children.Add(shard);
        }

        _all.Add(shard);
        return shard;
    }

    private void Reindex() => _open = [.. _all.Where(shard => shard.IsOpen).OrderBy(shard => shard.Range.First)];

    private string NewName(DateTimeOffset now)
    {
        string name;
        do
        {
            name = string.Create(
                CultureInfo.InvariantCulture, $"shardId-{now.ToUnixTimeMilliseconds():D20}-{(uint)random.NextInt64(1L << 32):x8}");
        }
        while (!_names.Add(name));

        return name;
    }
}
