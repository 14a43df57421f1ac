using System.Text.Json;
using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;
using Amazon.Runtime;
using KeyspacesStreamer.KeyspacesStreams.Tests.Wire;

namespace KeyspacesStreamer.KeyspacesStreams.Tests;

/// <summary>The client reads the golden responses without loss.</summary>
public sealed class ResponseTests
{
    // Read on purpose into something else than what is written: each has a test of its own below.
    private static readonly string[] Special =
    [
        "GetRecords/unknown-value-type", "GetRecords/unknown-members", "GetStream/unknown-members",
        "GetRecords/created-at-string", "GetRecords/created-at-number-in-string", "GetStream/created-as-string",
    ];

    private static readonly Dictionary<string, Func<IAmazonKeyspacesStreams, CancellationToken, Task<AmazonWebServiceResponse>>> Calls = new()
    {
        ["ListStreams"] = async (c, t) => await c.ListStreamsAsync(new(), t),
        ["GetStream"] = async (c, t) => await c.GetStreamAsync(new(), t),
        ["GetShardIterator"] = async (c, t) => await c.GetShardIteratorAsync(new(), t),
        ["GetRecords"] = async (c, t) => await c.GetRecordsAsync(new(), t),
    };

    public static TheoryData<string> GoldenResponses() => [.. Calls.Keys
        .SelectMany(operation => GoldenWire.Cases(operation, "response").Select(name => $"{operation}/{name}"))
        .Except(Special)];

    [Theory]
    [MemberData(nameof(GoldenResponses))]
    public async Task Response_OfEachGoldenCase_IsReadWithoutLoss(string name)
    {
        await using var server = new WireServer(Answer.Golden($"{name}.response.json"));
        using var client = Clients.For(server);

        var response = await Calls[name.Split('/')[0]](client, TestContext.Current.CancellationToken);

        using var expected = JsonDocument.Parse(TypedJson.WithoutNulls(GoldenWire.Body($"{name}.response.json")));
        using var read = JsonDocument.Parse(TypedJson.Of(response));
        Assert.True(JsonElement.DeepEquals(expected.RootElement, read.RootElement), $"{expected.RootElement}\n{read.RootElement}");
        Assert.StartsWith("6f1c0de0-", response.ResponseMetadata.RequestId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("created-at-fraction", 1230L)]
    [InlineData("created-at-string", 370000L)]
    [InlineData("created-at-number-in-string", 370000L)]
    [InlineData("created-at-exponent", 370000L)]
    [InlineData("created-at-whole", 0L)]
    public async Task CreatedAt_InEachForm_IsTheSameInstantInUtc(string name, long ticks)
    {
        var record = Assert.Single((await RecordsAsync(name)).ChangeRecords!);

        Assert.Equal(new DateTime(2026, 1, 2, 23, 50, 0, DateTimeKind.Utc).AddTicks(ticks), record.CreatedAt);
        Assert.Equal(DateTimeKind.Utc, record.CreatedAt!.Value.Kind);
    }

    [Fact]
    public async Task UnknownValueType_LeavesAllMembersNullAndTheRestIntact()
    {
        var record = Assert.Single((await RecordsAsync("unknown-value-type")).ChangeRecords!);

        var cells = record.NewImage!.ValueCells!;
        Assert.Equal("{}", TypedJson.Of(cells["embedding"].Value!));
        Assert.Equal("after", cells["title"].Value!.TextT);
    }

    [Fact]
    public async Task UnknownMembers_AreSteppedOver()
    {
        var page = await RecordsAsync("unknown-members");

        Assert.Equal("111111114000000000000027", Assert.Single(page.ChangeRecords!).SequenceNumber);
        Assert.Equal(IteratorPosition.BEHIND_TIP, page.IteratorDescription!.IteratorPosition);
    }

    [Fact]
    public async Task GetStream_UnknownWords_AreKeptAsTheyCame()
    {
        await using var server = new WireServer(Answer.Golden("GetStream", "unknown-members.response.json"));
        using var client = Clients.For(server);

        var stream = await client.GetStreamAsync(new GetStreamRequest(), TestContext.Current.CancellationToken);

        Assert.Equal("REPAIRING", stream.StreamStatus!.Value);
        Assert.Equal("111111114000000000000001", Assert.Single(stream.Shards!).SequenceNumberRange!.StartingSequenceNumber);
    }

    [Fact]
    public async Task GetStream_CreatedAsText_IsTheInstantInUtc()
    {
        await using var server = new WireServer(Answer.Golden("GetStream", "created-as-string.response.json"));
        using var client = Clients.For(server);

        var stream = await client.GetStreamAsync(new GetStreamRequest(), TestContext.Current.CancellationToken);

        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, 123, DateTimeKind.Utc), stream.CreationRequestDateTime);
    }

    [Fact]
    public async Task Collections_EmptyAndAbsent_AreToldApart()
    {
        var empty = Assert.Single((await RecordsAsync("empty-collections")).ChangeRecords!);
        var absent = Assert.Single((await RecordsAsync("absent-members")).ChangeRecords!);

        Assert.Empty(empty.ClusteringKeys!);
        Assert.Empty(empty.NewImage!.ValueCells!["tags"].Value!.SetT!);
        Assert.Null(empty.NewImage.ValueCells["tags"].Value!.ListT);
        Assert.Null(absent.ClusteringKeys);
        Assert.Null(absent.NewImage);
    }

    [Theory]
    [InlineData("""{"changeRecords":[{"createdAt":"yesterday"}]}""")]
    [InlineData("""{"changeRecords":{}}""")]
    [InlineData("""{"changeRecords":[{"sequenceNumber":7}]}""")]
    [InlineData("""{"changeRecords":[{"sequenceNumber":"7"}""")]
    public async Task Body_AgainstTheModel_IsAnErrorAndNoPage(string body)
    {
        await using var server = new WireServer(Answer.Json(body));
        using var client = Clients.For(server);

        var error = await Xunit.Record.ExceptionAsync(
            () => client.GetRecordsAsync(new GetRecordsRequest { ShardIterator = "it" }, TestContext.Current.CancellationToken));

        Assert.IsType<AmazonUnmarshallingException>(error);
    }

    private static async Task<GetRecordsResponse> RecordsAsync(string name)
    {
        await using var server = new WireServer(Answer.Golden("GetRecords", $"{name}.response.json"));
        using var client = Clients.For(server);

        return await client.GetRecordsAsync(new GetRecordsRequest { ShardIterator = "it" }, TestContext.Current.CancellationToken);
    }
}
