using System.Text.Json;
using Amazon.KeyspacesStreams.Model;
using KeyspacesStreamer.KeyspacesStreams.Tests.Wire;

namespace KeyspacesStreamer.KeyspacesStreams.Tests;

/// <summary>Paginators follow the tokens to the last page.</summary>
public sealed class PaginatorTests
{
    [Fact]
    public async Task GetStream_Shards_AreThoseOfAllPages()
    {
        await using var server = new WireServer(
            Answer.Golden("GetStream", "first-page.response.json"), Answer.Golden("GetStream", "last-page.response.json"));
        using var client = Clients.For(server);

        var shards = await client.Paginators.GetStream(new GetStreamRequest { StreamArn = "arn", MaxResults = 2 })
            .Shards.ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, shards.Select(shard => shard.ShardId).Distinct().Count());
        Assert.Equal([null, TokenIn("GetStream", "first-page")], server.Requests.Select(TokenOf));
    }

    [Fact]
    public async Task GetStream_PagesWithoutShards_AreNoEnd()
    {
        await using var server = new WireServer(
            Answer.Json("""{"nextToken":"t1"}"""), Answer.Json("""{"shards":[],"nextToken":"t2"}"""), Answer.Golden("GetStream", "last-page.response.json"));
        using var client = Clients.For(server);

        var shards = await client.Paginators.GetStream(new GetStreamRequest { StreamArn = "arn" })
            .Shards.ToListAsync(TestContext.Current.CancellationToken);

        Assert.Single(shards);
        Assert.Equal([null, "t1", "t2"], server.Requests.Select(TokenOf));
    }

    [Fact]
    public async Task ListStreams_Responses_AreAllPages()
    {
        await using var server = new WireServer(
            Answer.Golden("ListStreams", "table-first-page.response.json"), Answer.Golden("ListStreams", "table-last-page.response.json"));
        using var client = Clients.For(server);
        var paginator = client.Paginators.ListStreams(new ListStreamsRequest { KeyspaceName = "media" });

        var pages = await paginator.Responses.ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, pages.Count);
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await paginator.Streams.ToListAsync(TestContext.Current.CancellationToken));
    }

    private static string? TokenOf(HttpExchange request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.TryGetProperty("nextToken", out var token) ? token.GetString() : null;
    }

    private static string? TokenIn(string operation, string name)
    {
        using var golden = GoldenWire.Read(operation, $"{name}.response.json");
        return golden.RootElement.GetProperty("body").GetProperty("nextToken").GetString();
    }
}
