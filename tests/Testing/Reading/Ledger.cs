using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace KeyspacesStreamer.Testing.Reading;

/// <summary>What was ever put into a stream, by the emulator's own account.</summary>
internal sealed class Ledger
{
    private Ledger(string streamArn, string label, Dictionary<string, LedgerShard> shards) =>
        (StreamArn, Label, Shards) = (streamArn, label, shards);

    public string StreamArn { get; }

    public string Label { get; }

    public IReadOnlyDictionary<string, LedgerShard> Shards { get; }

    public int Records => Shards.Values.Sum(shard => shard.Records.Count);

    /// <summary>Reads the ledger of exactly one stream.</summary>
    public static Ledger Parse(IEnumerable<string> lines) => ParseAll(lines) is [var one]
        ? one
        : throw new InvalidOperationException("The ledger holds no stream, or more than one.");

    /// <summary>Reads the ledgers of several streams, one after the other.</summary>
    public static IReadOnlyList<Ledger> ParseAll(IEnumerable<string> lines)
    {
        var (ledgers, shards) = (new List<Ledger>(), new Dictionary<string, LedgerShard>(StringComparer.Ordinal));
        foreach (var line in lines)
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            switch (Text(root, "kind"))
            {
                case "stream":
                    shards = new Dictionary<string, LedgerShard>(StringComparer.Ordinal);
                    ledgers.Add(new Ledger(Text(root, "streamArn"), Text(root, "label"), shards));
                    break;
                case "shard":
                    var parents = root.GetProperty("parents").EnumerateArray().Select(parent => parent.GetString() ?? "").ToList();
                    shards.Add(Text(root, "shardId"), new LedgerShard(Text(root, "shardId"), parents, root.GetProperty("open").GetBoolean(), []));
                    break;
                default:
                    shards[Text(root, "shardId")].Records.Add(RecordOf(root));
                    break;
            }
        }

        return ledgers;
    }

    /// <summary>The shards with every parent before its children.</summary>
    public IEnumerable<LedgerShard> InLineageOrder()
    {
        var (left, done) = (Shards.Values.ToList(), new HashSet<string>(StringComparer.Ordinal));
        while (left.Count > 0)
        {
            var ready = left.Where(shard => shard.Parents.All(parent => done.Contains(parent) || !Shards.ContainsKey(parent))).ToList();
            foreach (var shard in ready.Count > 0 ? ready : throw new InvalidOperationException("The lineage of the ledger has a circle."))
            {
                left.Remove(shard);
                done.Add(shard.ShardId);
                yield return shard;
            }
        }
    }

    private static LedgerRecord RecordOf(JsonElement line)
    {
        var number = Text(line, "sequenceNumber");
        return new LedgerRecord(
            Text(line, "shardId"), number, BigInteger.Parse(number, CultureInfo.InvariantCulture), line.TryGetProperty("record", out var record) ? record.Clone() : default, line.GetProperty("trimmed").GetBoolean());
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString() ?? "";
}
