using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>All groups of one shard, and whether each follows the one before it.</summary>
internal sealed class ShardChain(string streamLabel, ShardId shardId)
{
    private readonly Dictionary<string, ChainGroup> _groups = new(StringComparer.Ordinal);

    public string StreamLabel => streamLabel;

    public ShardId ShardId => shardId;

    public IReadOnlyCollection<ChainGroup> Groups => _groups.Values;

    public void Add(ChainObject item)
    {
        if (_groups.TryGetValue(item.GroupLast.Text, out var group))
        {
            group.Add(item);
        }
        else
        {
            _groups.Add(item.GroupLast.Text, new ChainGroup(item));
        }
    }

    /// <summary>Judges the chain against the lease as it was before and after the bucket was listed; null where there was none.</summary>
    public ShardReport Judge(Lease? before, Lease? after, bool acceptsStarts, List<Violation> violations)
    {
        var place = new ChainPlace(before, after);
        var groups = _groups.Values.OrderBy(group => group.Last).ToList();
        var standing = groups.ToLookup(place.Of);
        foreach (var stray in standing[GroupStatus.Unprepared])
        {
            violations.Add(Of(ViolationKind.BeyondCheckpoint, $"The group after {stray.Previous} up to {stray.Last} is beyond the checkpoint {(after ?? before)?.Checkpoint} and was not prepared: {stray.Objects[0].Key}."));
        }

        var committed = standing[GroupStatus.Committed].ToList();
        violations.AddRange(committed.SelectMany(group => group.Judge(mayLackParts: false)));
        violations.AddRange(standing[GroupStatus.Pending].SelectMany(group => group.Judge(mayLackParts: true)));
        violations.AddRange(BreaksOf(committed, acceptsStarts));
        if (place.TailMismatch(committed.LastOrDefault(), acceptsStarts) is { } mismatch)
        {
            violations.Add(Of(ViolationKind.TailMismatch, mismatch));
        }

        foreach (var pending in standing[GroupStatus.Pending].Where(group => after?.ChainTail is { } tail && group.Previous.Text != tail))
        {
            violations.Add(Of(ViolationKind.BrokenChain, $"The pending group up to {pending.Last} names {pending.Previous} before it, but the lease's chain ends at {after!.ChainTail}.")); // the filter saw it
        }

        return ReportOf(groups, standing, after ?? before);
    }

    /// <summary>
    /// Where the chain ends by what is in the bucket alone. Only its last group may lack parts, and only those after the first: a pod that was
    /// writing it was stopped.
    /// </summary>
    /// <param name="knownStart">A number that the chain may begin after, from elsewhere; null for none.</param>
    /// <param name="acceptsStarts">Whether it may begin after any number.</param>
    /// <param name="violations">Takes what is wrong with the chain.</param>
    public ChainEnd EndOf(SequenceNumber? knownStart, bool acceptsStarts, List<Violation> violations)
    {
        var groups = _groups.Values.OrderBy(group => group.Last).ToList();
        var begun = groups is [.., { IsBegun: true } last] ? last : null;
        violations.AddRange(groups.SelectMany(group => group.Judge(mayLackParts: group == begun)));
        violations.AddRange(BreaksOf(groups, acceptsStarts || (knownStart is { } start && groups is [{ Previous.Number: { } first }, ..] && first == start)));
        return new ChainEnd
        {
            Groups = groups,
            Tail = begun is null ? groups.LastOrDefault() : groups.Count > 1 ? groups[^2] : null,
            Begun = begun,
        };
    }

    private IEnumerable<Violation> BreaksOf(List<ChainGroup> groups, bool acceptsStarts)
    {
        if (groups.Count > 0 && groups[0].Previous.Number is { } start && !acceptsStarts)
        {
            yield return Of(ViolationKind.UnknownStart, $"The chain begins after {start} with {groups[0].Objects[0].Key}, and no group ends there.");
        }

        for (var i = 1; i < groups.Count; i++)
        {
            var (earlier, later) = (groups[i - 1], groups[i]);
            if (later.First <= earlier.Last)
            {
                yield return Of(ViolationKind.Overlap, $"The groups up to {earlier.Last} and up to {later.Last} overlap: the later begins at {later.First} ({later.Objects[0].Key}).");
            }
            else if (later.Previous.Number is { } previous && previous > earlier.Last)
            {
                yield return Of(ViolationKind.Gap, $"A group is missing: up to {earlier.Last} is there, the next begins after {previous} ({later.Objects[0].Key}).");
            }
            else if (later.Previous.Text != earlier.Last.Text)
            {
                yield return Of(ViolationKind.BrokenChain, $"The group up to {later.Last} names {later.Previous} before it, but the group before it ends at {earlier.Last} ({later.Objects[0].Key}).");
            }
        }
    }

    private ShardReport ReportOf(List<ChainGroup> groups, ILookup<GroupStatus, ChainGroup> standing, Lease? lease) => new()
    {
        ShardId = shardId.Value,
        StreamLabel = streamLabel,
        HasLease = lease is not null,
        Checkpoint = lease?.Checkpoint.Text,
        Begin = groups.Count > 0 ? groups[0].Previous.Text : null,
        Tail = groups.Count > 0 ? groups[^1].Last.Text : null,
        Groups = standing[GroupStatus.Committed].Count(),
        Objects = standing[GroupStatus.Committed].Sum(group => group.Objects.Count),
        Records = standing[GroupStatus.Committed].Sum(group => group.Records),
        PendingObjects = standing[GroupStatus.Pending].Sum(group => group.Objects.Count),
        NewerObjects = standing[GroupStatus.Newer].Sum(group => group.Objects.Count),
    };

    private Violation Of(ViolationKind kind, string message) => new(kind, shardId.Value, null, message);
}
