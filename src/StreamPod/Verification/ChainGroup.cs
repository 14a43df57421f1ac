using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>The objects of one group: everything of a shard up to one group-last-sequence-number that was prepared together.</summary>
internal sealed class ChainGroup(ChainObject first)
{
    private readonly List<ChainObject> _objects = [first];

    public SequenceNumber Last => first.GroupLast;

    public Checkpoint Previous => first.Previous;

    public int Parts => first.Parts;

    public IReadOnlyList<ChainObject> Objects => _objects;

    public long Records => _objects.Sum(item => item.Records);

    /// <summary>Whether some parts stand and others do not, the first among those that do: it is put alone, before the others.</summary>
    public bool IsBegun => MissingParts() is { Count: > 0 } missing && !missing.Contains(1);

    /// <summary>The smallest number that an object of the group holds.</summary>
    public SequenceNumber First => _objects.Min(item => item.First);

    public void Add(ChainObject item) => _objects.Add(item);

    /// <summary>What is wrong inside the group. A pending group that is not committed may still lack parts.</summary>
    public IEnumerable<Violation> Judge(bool mayLackParts)
    {
        foreach (var item in _objects)
        {
            if (Fault(item) is { } fault)
            {
                yield return Of(ViolationKind.InvalidRange, item, fault);
            }

            if (item.Previous != Previous || item.Parts != Parts)
            {
                yield return Of(ViolationKind.PartsDisagree, item, $"is part {item.Part}/{item.Parts} after {item.Previous}, but {first.Key} is part {first.Part}/{first.Parts} after {Previous}");
            }
        }

        foreach (var doubled in _objects.GroupBy(item => item.Part).Where(same => same.Count() > 1))
        {
            yield return Of(ViolationKind.DoubledPart, doubled.Last(), $"is part {doubled.Key}/{Parts} of the group up to {Last}, and so is {doubled.First().Key}");
        }

        var missing = mayLackParts ? [] : MissingParts();
        if (missing.Count > 0)
        {
            yield return new Violation(ViolationKind.MissingPart, first.ShardId.Value, null, $"The group up to {Last} lacks part {string.Join(", ", missing.Take(10))}{(missing.Count > 10 ? ", ..." : "")} of {Parts}; {first.Key} is part {first.Part}.");
        }
    }

    private static Violation Of(ViolationKind kind, ChainObject item, string fault) => new(kind, item.ShardId.Value, item.Key, $"{item.Key} {fault}.");

    private static string? Fault(ChainObject item)
    {
        if (item.First > item.Last || item.Last > item.GroupLast)
        {
            return $"goes from {item.First} to {item.Last} in a group up to {item.GroupLast}";
        }

        if (item.Previous.Number is { } previous && item.First <= previous)
        {
            return $"begins at {item.First}, not after {previous}, the end of the group before";
        }

        var isOne = item.First == item.Last;
        return item.Part > item.Parts || item.Records < (isOne ? 1 : 2) || (isOne && item.Records != 1)
            ? $"holds {item.Records} records from {item.First} to {item.Last} as part {item.Part}/{item.Parts}"
            : null;
    }

    private List<int> MissingParts()
    {
        var found = _objects.Select(item => item.Part).ToHashSet();
        return found.Count >= Parts ? [] : [.. Enumerable.Range(1, Parts).Where(part => !found.Contains(part)).Take(11)];
    }
}
