using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace KeyspacesStreamer.Testing.Reading;

/// <summary>Judges a bucket against the ledger without any code of the pod: every record once, in order, unchanged, parents first.</summary>
/// <param name="ledger">What the stream gave.</param>
/// <param name="objects">What is in the bucket.</param>
/// <param name="form">The form of its records; null for Native.</param>
internal sealed class IndependentReader(Ledger ledger, IReadOnlyList<BucketObject> objects, IStoredForm? form = null)
{
    private const int MostViolations = 40;
    private const int ComparedEvery = 7;
    private static readonly Dictionary<string, string> FromTheStart = [];
    private readonly List<string> _violations = [];
    private readonly IStoredForm _form = form ?? new NativeLines();

    /// <param name="begin">Where the chain of a shard begins, by shard id; TRIM_HORIZON for those without an entry.</param>
    /// <param name="puts">The creations S3 was seen to make; empty when nobody watched.</param>
    public IReadOnlyList<string> Violations(IReadOnlyDictionary<string, string>? begin = null, IReadOnlyCollection<PutEntry>? puts = null)
    {
        _violations.Clear();
        begin ??= FromTheStart;
        var lines = new Dictionary<(string ShardId, string Number), JsonElement>();
        foreach (var item in objects)
        {
            CheckObject(item, lines);
        }

        CheckExtent(lines, begin);
        foreach (var shard in objects.GroupBy(item => item.ShardId))
        {
            CheckChain(shard.Key, [.. shard], begin.GetValueOrDefault(shard.Key, "TRIM_HORIZON"));
        }

        CheckContents(lines);
        CheckVersions(lines);
        CheckParentsFirst(puts ?? []);
        return [.. _violations.Take(MostViolations)];
    }

    private void CheckObject(BucketObject item, Dictionary<(string, string), JsonElement> lines)
    {
        var numbers = item.Lines.Select(_form.NumberOf).ToList();
        Require(numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second), $"{item.Key}: the numbers inside do not rise");
        Require(numbers[0] == item.First && numbers[^1] == item.Last, $"{item.Key}: first or last number differs from the metadata");
        Require($"{numbers.Count}" == item.Metadata["record-count"], $"{item.Key}: {numbers.Count} lines, record-count {item.Metadata["record-count"]}");
        Require(Convert.ToHexStringLower(SHA256.HashData(item.Stored)) == item.Metadata["sha256"], $"{item.Key}: the checksum differs");
        Require(item.Metadata["stream-label"] == ledger.Label, $"{item.Key}: stream label {item.Metadata["stream-label"]}");
        foreach (var line in item.Lines)
        {
            var shardId = _form.ShardIdOf(line);
            Require(shardId == item.ShardId, $"{item.Key}: holds a record of shard {shardId}");
            Require(lines.TryAdd((shardId, Number(line)), line), $"{item.Key}: record {Number(line)} of {shardId} is in another object too");
        }
    }

    private void CheckExtent(Dictionary<(string, string), JsonElement> lines, IReadOnlyDictionary<string, string> begin)
    {
        var expected = 0;
        foreach (var record in ledger.Shards.Values.SelectMany(shard => shard.Records).Where(record => IsWanted(record, begin)))
        {
            expected++;
            Require(lines.ContainsKey((record.ShardId, record.SequenceNumber)), $"record {record.SequenceNumber} of {record.ShardId} is missing");
        }

        Require(lines.Count == expected, $"{lines.Count} records are in the bucket, {expected} were expected");
    }

    private static bool IsWanted(LedgerRecord record, IReadOnlyDictionary<string, string> begin) => begin.GetValueOrDefault(record.ShardId) switch
    {
        null or "TRIM_HORIZON" => true,
        "SHARD_END" => false,
        var number => record.Number > BucketObject.Number(number),
    };

    private void CheckChain(string shardId, IReadOnlyList<BucketObject> shard, string begin)
    {
        var previous = begin;
        foreach (var group in shard.GroupBy(item => item.GroupLast).OrderBy(group => BucketObject.Number(group.Key)))
        {
            var parts = group.OrderBy(item => item.Part.Number).ToList();
            Require(
                parts.Select(item => item.Part.Number).SequenceEqual(Enumerable.Range(1, parts[0].Part.Of)),
                $"{shardId}: group up to {group.Key} has the parts {string.Join(", ", parts.Select(item => item.Part))}");
            Require(
                parts.All(item => item.Previous == previous),
                $"{shardId}: group up to {group.Key} continues {parts[0].Previous}, the chain is at {previous}");
            previous = group.Key;
        }

        var byFirst = shard.OrderBy(item => item.First).ToList();
        Require(byFirst.Zip(byFirst.Skip(1)).All(pair => pair.First.Last < pair.Second.First), $"{shardId}: objects overlap");
    }

    private void CheckContents(Dictionary<(string, string), JsonElement> lines)
    {
        var sample = ledger.Shards.Values.SelectMany(shard => shard.Records).Where((_, index) => index % ComparedEvery == 0);
        foreach (var record in sample)
        {
            if (lines.TryGetValue((record.ShardId, record.SequenceNumber), out var line) && _form.DifferenceOf(line, record.Record) is { } difference)
            {
                _violations.Add($"record {record.SequenceNumber} of {record.ShardId} differs: {difference}");
            }
        }
    }

    /// <summary>The version of a key rises along the lineage, by what the objects themselves say.</summary>
    private void CheckVersions(Dictionary<(string ShardId, string), JsonElement> lines)
    {
        var byShard = lines.ToLookup(pair => pair.Key.ShardId, pair => pair.Value);
        var newest = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in ledger.InLineageOrder().SelectMany(shard => byShard[shard.ShardId].OrderBy(_form.NumberOf)))
        {
            if (_form.VersionOf(line) is { } version)
            {
                var key = _form.KeyOf(line);
                Require(newest.GetValueOrDefault(key) < version, $"record {Number(line)}: version {version} of {key} after {newest.GetValueOrDefault(key)}");
                newest[key] = version;
            }
        }
    }

    /// <summary>No object of a shard was begun before the last object of each parent was there.</summary>
    private void CheckParentsFirst(IReadOnlyCollection<PutEntry> puts)
    {
        var begun = puts.GroupBy(put => put.ShardId).ToDictionary(group => group.Key, group => group.Min(put => put.Began));
        var done = puts.GroupBy(put => put.ShardId).ToDictionary(group => group.Key, group => group.Max(put => put.Done));
        foreach (var (child, parent) in ledger.Shards.Values.SelectMany(shard => shard.Parents.Select(parent => (shard.ShardId, parent))))
        {
            Require(
                !begun.TryGetValue(child, out var began) || !done.TryGetValue(parent, out var over) || began > over,
                $"shard {child} was written before its parent {parent} was finished");
        }
    }

    private string Number(JsonElement line) => _form.NumberOf(line).ToString(CultureInfo.InvariantCulture);

    private void Require(bool isKept, string violation)
    {
        if (!isKept)
        {
            _violations.Add(violation);
        }
    }
}
