using System.Text.Json.Nodes;
using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Golden;

/// <summary>What the client sends is understood here.</summary>
public sealed class GoldenRequestTests
{
    public static TheoryData<string> Requests =>
        [.. new[] { "ListStreams", "GetStream", "GetShardIterator", "GetRecords" }.SelectMany(folder => GoldenDocument.Names(folder, ".request"))];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_WithNamesOfThisServer_IsAnswered(string name)
    {
        await using var host = await EmulatorHost.StartAsync();
        var body = await LocalizedAsync(host, JsonNode.Parse(GoldenDocument.Read(name).Body.GetRawText())?.AsObject() ?? []);

        var answer = await host.Wire.SendAsync(GoldenDocument.Read(name).Target, body.ToJsonString(), WireClient.Authorization());

        Assert.True(answer.Status == 200, $"{answer.Status} {answer.Type}: {answer.Message}");
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_AsItStands_IsNeverMalformed(string name)
    {
        await using var host = await EmulatorHost.StartAsync();
        var request = GoldenDocument.Read(name);

        var answer = await host.Wire.SendAsync(request.Target, request.Body.GetRawText(), WireClient.Authorization());

        Assert.DoesNotContain("failed to satisfy constraint", answer.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(answer.Type, new[] { "", "ResourceNotFoundException", "ValidationException" });
    }

    /// <summary>Puts this server's stream, shard, sequence number, iterator and token in the place of the document's.</summary>
    private static async Task<JsonObject> LocalizedAsync(EmulatorHost host, JsonObject body)
    {
        var arn = await host.CreateMediaAsync(shards: 3);
        await host.InsertAsync(rows: 30);
        await host.PostAsync("/tables/media/media_content/disable", new { });
        await host.PostAsync("/tables/media/media_content/enable", new { shards = 1 });
        var shard = await host.Wire.FirstShardAsync(arn);
        var number = (await host.Wire.ReadAllAsync(arn, shard))[0].GetProperty("sequenceNumber").GetString();
        var isListing = body.ContainsKey("keyspaceName");
        var page = isListing
            ? await host.Wire.ListStreamsAsync(new { keyspaceName = "media", tableName = "media_content", maxResults = 1 })
            : await host.Wire.GetStreamAsync(new { streamArn = arn, maxResults = 2 });
        Replace(body, "streamArn", arn);
        Replace(body, "shardId", shard);
        Replace(body, "sequenceNumber", number);
        Replace(body, "shardIterator", await host.Wire.IteratorAsync(arn, shard));
        Replace(body, "nextToken", page.Text("nextToken"));
        Replace(body["shardFilter"] as JsonObject ?? [], "shardId", shard);
        return body;
    }

    private static void Replace(JsonObject body, string member, string? value)
    {
        if (body.ContainsKey(member))
        {
            body[member] = value;
        }
    }
}
