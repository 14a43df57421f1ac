using System.Globalization;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>Where the objects stand and what they are called.</summary>
public sealed class LayoutTests(AwsServers servers)
{
    [Fact]
    public async Task MaxRecordsOne_EveryChangeIsAFileOfItsOwnUnderDateAndSequenceNumber()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await RunAsync("layout-single", 60, settings => settings["rotation"] = new JsonObject { ["maxRecords"] = 1, ["maxAge"] = "1s" }, cancellationToken);

        var records = (await stand.LedgerAsync(cancellationToken)).Shards.Values.Single().Records;
        var expected = records.Select(record => $"media/media_content/{DateOf(record.Record.GetProperty("createdAt").GetDouble())}/{record.SequenceNumber}.json");
        var objects = await stand.ObjectsAsync(cancellationToken);
        Assert.Equal(expected.Order(StringComparer.Ordinal), objects.Select(item => item.Key).Order(StringComparer.Ordinal));
        Assert.All(objects, item => Assert.Single(item.Lines));
        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
    }

    [Theory]
    [InlineData("Gzip")]
    [InlineData("GzipFile")]
    public async Task Gzip_ObjectsAreCompressedAndSaySo(string compression)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await RunAsync($"layout-{compression}", 500, settings => settings["compression"] = compression, cancellationToken);

        var objects = await stand.ObjectsAsync(cancellationToken);
        Assert.All(objects, item => Assert.EndsWith(".json.gz", item.Key, StringComparison.Ordinal));
        Assert.All(objects, item => Assert.Equal([0x1f, 0x8b], item.Stored[..2]));
        Assert.Empty(await stand.ViolationsAsync(cancellationToken));
    }

    /// <summary>One pod writes all changes of a stream of one shard and ends.</summary>
    private async Task<TestStand> RunAsync(string name, int count, Action<JsonNode> destination, CancellationToken cancellationToken)
    {
        var stand = await TestStand.StartAsync(servers, new StandOrder { Name = name, Adjust = settings => destination(settings["destination"]!) }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count, shards = 1 }, cancellationToken);
        var pod = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        Assert.Equal(0, await pod.TerminateAsync(cancellationToken));
        return stand;
    }

    private static string DateOf(double createdAt) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Floor(createdAt * 1000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
