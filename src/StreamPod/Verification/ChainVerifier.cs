using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>Proves from metadata and leases alone that every record is in exactly one object: no gap, no overlap, nothing missing.</summary>
internal sealed class ChainVerifier
{
    private readonly Dictionary<(string Label, ShardId ShardId), ShardChain> _chains = [];
    private readonly List<Violation> _violations = [];
    private readonly List<ChainObject> _contradicted = [];
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly List<string> _schemas = [];
    private long _others;
    private long _gaps;
    private long _quarantined;

    /// <summary>Chains of what may be believed. An object whose bytes are not those that its metadata names is a violation and in none of them.</summary>
    public IEnumerable<ShardChain> Chains => _chains.Values;

    /// <summary>Keys that have the names of schemas.</summary>
    public IReadOnlyCollection<string> Schemas => _schemas;

    /// <summary>What was found wrong so far.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Takes what HEAD told of a listed key; null when nothing is there any more.</summary>
    public void Add(string key, StoredObject? stored)
    {
        if (stored is null)
        {
            Report(new Violation(ViolationKind.Vanished, null, key, $"{key} was listed and is gone."));
        }
        else if (!ChainObject.IsMarked(stored) && ReservedObject.SchemaOf(key) is not null)
        {
            _schemas.Add(key);
        }
        else if (!ChainObject.IsMarked(stored))
        {
            _others++;
        }
        else if (ReservedObject.IsGap(stored))
        {
            _gaps++;
        }
        else
        {
            AddMarked(stored);
        }
    }

    public void Report(Violation violation) => _violations.Add(violation);

    /// <summary>
    /// Judges all chains and the lineage, against the leases before and after the bucket was listed. A chain may begin after a number
    /// only if starts are accepted: older objects expired, or the table came from the Kinesis Client Library.
    /// </summary>
    public VerificationReport Judge(LeaseTableSnapshot before, LeaseTableSnapshot after, bool acceptsStarts, bool isDeep)
    {
        // Named already; its place in the chain is taken all the same, or one object would be accused of a gap too.
        _contradicted.ForEach(AddProved);
        var (earlier, later) = (before.Leases.ToDictionary(lease => lease.ShardId), after.Leases.ToDictionary(lease => lease.ShardId));
        var known = _chains.Keys.Select(chain => chain.ShardId).ToHashSet();
        foreach (var lease in before.Leases.Where(lease => SequenceNumber.TryParse(lease.ChainTail, out _) && !known.Contains(lease.ShardId)))
        {
            _chains.Add((LabelOf(lease) ?? "", lease.ShardId), new ShardChain(LabelOf(lease) ?? "", lease.ShardId));
        }

        var reports = new List<ShardReport>();
        foreach (var chain in _chains.Values.OrderBy(chain => chain.StreamLabel, StringComparer.Ordinal).ThenBy(chain => chain.ShardId))
        {
            reports.Add(chain.Judge(LeaseOf(chain, earlier), LeaseOf(chain, later), acceptsStarts, _violations));
        }

        _violations.AddRange(LineageVerifier.Judge(before, after));
        return new VerificationReport
        {
            Shards = reports,
            Violations = [.. _violations],
            OtherObjects = _others,
            GapObjects = _gaps,
            QuarantineObjects = _quarantined,
            SchemaObjects = _schemas.Count,
            IsDeep = isDeep,
        };
    }

    /// <summary>One text where many are equal: a million objects are held at once.</summary>
    private string? OneOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!_texts.TryGetValue(text, out var known))
        {
            _texts.Add(known = text);
        }

        return known;
    }

    private static Lease? LeaseOf(ShardChain chain, Dictionary<ShardId, Lease> leases) =>
        leases.TryGetValue(chain.ShardId, out var lease) && (LabelOf(lease) is not { } label || label == chain.StreamLabel) ? lease : null;

    private static string? LabelOf(Lease lease) => lease.StreamArn?[(lease.StreamArn.LastIndexOf('/') + 1)..];

    private void AddMarked(StoredObject stored)
    {
        try
        {
            var item = ChainObject.Parse(stored);
            _quarantined += ReservedObject.IsQuarantined(item) ? 1 : 0; // a part of its group like any other
            if (stored.BearsItsDigest)
            {
                AddProved(item);
                return;
            }

            _contradicted.Add(item);
            Report(new Violation(
                ViolationKind.WrongChecksum, item.ShardId.Value, stored.Key,
                $"{stored.Key} has SHA-256 {stored.Sha256} by the store's own count, its metadata says {stored.Metadata.GetValueOrDefault(ObjectMetadata.Sha256, "(none)")}."));
        }
        catch (FormatException exception)
        {
            stored.Metadata.TryGetValue(ObjectMetadata.ShardId, out var shard);
            Report(new Violation(ViolationKind.UnreadableMetadata, shard, stored.Key, $"{stored.Key} {exception.Message}."));
        }
    }

    private void AddProved(ChainObject item)
    {
        var key = (item.StreamLabel, item.ShardId);
        if (!_chains.TryGetValue(key, out var chain))
        {
            _chains.Add(key, chain = new ShardChain(item.StreamLabel, item.ShardId));
        }

        chain.Add(item with { StreamLabel = chain.StreamLabel, ShardId = chain.ShardId, SettingsHash = OneOf(item.SettingsHash) });
    }
}
