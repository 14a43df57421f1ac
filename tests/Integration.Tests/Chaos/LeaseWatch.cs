using KeyspacesStreamer.Testing.Reading;
using System.Numerics;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.Integration.Tests.Chaos;

/// <summary>Looks at the lease table many times a second, past all faults: no checkpoint and no counter ever moves back.</summary>
internal sealed class LeaseWatch(TestStand stand)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly Dictionary<string, (BigInteger Checkpoint, long Counter)> _highest = new(StringComparer.Ordinal);
    private readonly List<string> _violations = [];

    /// <summary>Watches until the token ends; then says what moved back.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                var rows = await LeaseRows.ScanAsync(stand.DynamoDb, stand.Table, end);
                foreach (var (shard, row) in rows.Where(pair => pair.Value.ContainsKey("checkpoint")))
                {
                    Compare(shard, row);
                }

                await Pace.PauseAsync(Interval, end);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                break;
            }
        }

        return _violations;
    }

    private void Compare(string shard, Dictionary<string, AttributeValue> row)
    {
        var text = row["checkpoint"].S;
        var now = (Checkpoint: PlaceOf(text), Counter: long.Parse(row["leaseCounter"].N, System.Globalization.CultureInfo.InvariantCulture));
        var before = _highest.GetValueOrDefault(shard);
        if (now.Checkpoint < before.Checkpoint || now.Counter < before.Counter)
        {
            _violations.Add($"lease of {shard} moved back: checkpoint {text} and counter {now.Counter} after {before.Checkpoint} and {before.Counter}");
        }

        _highest[shard] = (BigInteger.Max(now.Checkpoint, before.Checkpoint), Math.Max(now.Counter, before.Counter));
    }

    private static BigInteger PlaceOf(string checkpoint) =>
        checkpoint == "SHARD_END" ? BigInteger.Pow(10, 60) : BigInteger.TryParse(checkpoint, out var number) ? number : BigInteger.Zero;
}
