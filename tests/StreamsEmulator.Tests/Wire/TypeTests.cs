using System.Net;
using KeyspacesStreamer.StreamsEmulator.Tables;
using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Wire;

/// <summary>https://docs.aws.amazon.com/keyspaces/latest/APIReference/API_GetType.html</summary>
public sealed class TypeTests
{
    private const string Caller = "AKIDEXAMPLE";
    private const string Keyspace = "arn:aws:cassandra:us-east-1:123456789012:/keyspace/shop/";
    private const string System = "arn:aws:cassandra:us-east-1:123456789012:/keyspace/system*";

    private static readonly TableDocument Orders = new()
    {
        Keyspace = "shop",
        Table = "orders",
        Columns = new Dictionary<string, string> { ["id"] = "int", ["home"] = "frozen<\"Postal address\">" },
        PartitionKey = ["id"],
        Types = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["Postal address"] = new Dictionary<string, string> { ["city"] = "text", ["at"] = "frozen<list<frozen<point>>>" },
            ["point"] = new Dictionary<string, string> { ["x"] = "double" },
        },
    };

    [Fact]
    public async Task GetType_NameInQuotes_TellsFieldsAndUse()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateAsync(Orders);

        var type = (await host.Wire.CallAsync("KeyspacesService.GetType", new { keyspaceName = "shop", typeName = "\"Postal address\"" })).Body;

        Assert.Equal(
            """{"keyspaceName":"shop","typeName":"\"Postal address\"","fieldDefinitions":[{"name":"city","type":"text"},{"name":"at","type":"frozen<list<frozen<point>>>"}],"lastModifiedTimestamp":1767323045.678,"status":"ACTIVE","directReferringTables":["orders"],"directParentTypes":[],"maxNestingDepth":2,"keyspaceArn":"arn:aws:cassandra:us-east-1:123456789012:/keyspace/shop/"}""",
            type.GetRawText());
    }

    [Fact]
    public async Task GetType_OfATypeWithinATypeInAnyCase_NamesTheTypeAround()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateAsync(Orders);

        var type = (await host.Wire.CallAsync("KeyspacesService.GetType", new { keyspaceName = "shop", typeName = "Point" })).Body;

        Assert.Equal("""point ["\"Postal address\""] [] 1""", $"{type.GetProperty("typeName")} {type.GetProperty("directParentTypes").GetRawText()} {type.GetProperty("directReferringTables").GetRawText()} {type.GetProperty("maxNestingDepth")}");
    }

    [Theory]
    [InlineData("shop", "Postal address", "ValidationException")]
    [InlineData("shop", "area", "ResourceNotFoundException")]
    [InlineData("shop", "\"Point\"", "ResourceNotFoundException")]
    [InlineData("market", "point", "ResourceNotFoundException")]
    [InlineData("shop", "", "ValidationException")]
    public async Task GetType_OfNone_IsRefused(string keyspace, string name, string type)
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateAsync(Orders);

        var answer = await host.Wire.CallAsync("KeyspacesService.GetType", new { keyspaceName = keyspace, typeName = name });

        Assert.Equal($"400 {type}", $"{answer.Status} {answer.Type}");
    }

    [Theory]
    [InlineData(Keyspace)]
    [InlineData(System)]
    public async Task GetType_OneOfItsTwoResourcesDenied_IsRefusedAndNamesThatOne(string resource)
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateAsync(Orders);
        await host.PostAsync("/denied", new { accessKey = Caller, operation = "GetType", resource });

        var answer = await host.Wire.CallAsync("KeyspacesService.GetType", new { keyspaceName = "shop", typeName = "point" });

        Assert.Equal("400 AccessDeniedException", $"{answer.Status} {answer.Type}");
        Assert.Contains($"cassandra:Select on resource: {resource} ", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Types_OfAKeyspace_AreThoseOfAllItsTables()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateAsync(Orders);
        await host.CreateAsync(Orders with { Table = "places", Columns = new Dictionary<string, string> { ["id"] = "int", ["at"] = "POINT" }, Types = new Dictionary<string, IReadOnlyDictionary<string, string>>() });
        var other = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["point"] = new Dictionary<string, string> { ["x"] = "int" } };

        var type = (await host.Wire.CallAsync("KeyspacesService.GetType", new { keyspaceName = "shop", typeName = "point" })).Body;
        var refused = await host.RefusedAsync("/tables", Orders with { Table = "areas", Types = other });

        Assert.Equal("""["places"]""", type.GetProperty("directReferringTables").GetRawText());
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("has a type 'point' with other fields", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
