using System.Globalization;
using System.Numerics;
using System.Text.Json;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Streaming;

/// <summary>A column that is added to a table whose changes are written in a typed shape.</summary>
public sealed class SchemaChangeTests(StreamingStand stand)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ColumnAdded_UnderLoad_IsTypedSoonAndNothingIsLost()
    {
        await using var table = await stand.TableAsync("widened");
        await table.ApplyAsync("  replicas: 2\n", destination: ", record: Flat");
        await table.UntilReadyAsync();
        var number = 0;

        await table.UnderLoadAsync(async load =>
        {
            await load.UntilMoreAsync(100, Token);
            await PostAsync(table, "alter", new { add = new { mood = "text" } });
            await Phase.UntilAsync(
                "the new column is typed",
                async () =>
                {
                    await PostAsync(table, "changes", new { operation = "insert", key = new { content_id = "6285e86b-d054-4cbc-a422-da56c08c0260", seq = ++number }, values = new { mood = "calm" } });
                    return (await RowsAsync(table)).Any(row => row.TryGetProperty("mood", out var mood) && mood.ValueKind == JsonValueKind.String) ? null : $"{number} rows with it are made";
                },
                Token);
        });
        await table.UntilReadyAsync();
        await table.UntilCommittedAsync();

        var ledger = Assert.Single(await table.LedgersAsync());
        var wanted = ledger.Shards.Values.SelectMany(shard => shard.Records).Select(record => (record.ShardId, record.Number)).Order().ToArray();
        var rows = await RowsAsync(table);
        Assert.Equal(wanted, rows.Select(row => (row.GetProperty("_shard").GetString() ?? "", BigInteger.Parse(row.GetProperty("_seq").GetString() ?? "", CultureInfo.InvariantCulture))).Order());
        Assert.Equal(number, rows.Count(row => MoodOf(row) == "calm"));
    }

    /// <summary>Before the pods know the column it stands among those that they do not know.</summary>
    private static string? MoodOf(JsonElement row) =>
        row.TryGetProperty("mood", out var typed) && typed.ValueKind == JsonValueKind.String ? typed.GetString()
        : row.TryGetProperty("_unmapped", out var unmapped) && unmapped.ValueKind == JsonValueKind.String && unmapped.GetString()!.Contains("calm", StringComparison.Ordinal) ? "calm" // just checked
        : null;

    private static async Task<IReadOnlyList<JsonElement>> RowsAsync(StreamedTable table) =>
        [.. (await table.ObjectsAsync()).SelectMany(item => item.Lines)];

    private Task<JsonElement> PostAsync(StreamedTable table, string verb, object order) => stand.Parts.Emulator.PostAsync($"/tables/{StreamedTable.Keyspace}/{table.Table}/{verb}", order, Token);
}
