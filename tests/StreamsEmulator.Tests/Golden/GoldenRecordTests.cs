using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.StreamsEmulator.Tables;
using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Golden;

/// <summary>Every record of the golden pages can be put into a stream and comes out as it went in.</summary>
public sealed class GoldenRecordTests
{
    private static readonly HashSet<string> SetByTheServer = ["createdAt", "sequenceNumber"];

    private static readonly HashSet<string> NotOfTheService =
        ["GetRecords/absent-members.response", "GetRecords/another-order.response", "GetRecords/explicit-nulls.response"];

    public static TheoryData<string> Pages =>
        [.. GoldenDocument.Names("GetRecords", ".response").Where(name => !NotOfTheService.Contains(name) && HasRecords(name))];

    public static TheoryData<string> ScalarPages =>
        [.. GoldenDocument.Names("GetRecords", ".response").Where(name => name.Contains("/value-", StringComparison.Ordinal) && IsScalar(name))];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task RawRecord_OfAGoldenPage_ComesOutUnchanged(string name)
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        var golden = GoldenDocument.Read(name).Body.GetProperty("changeRecords").EnumerateArray().ToList();
        await host.ApplyAsync(string.Join('\n', golden.Select(record => $$"""{"operation":"raw","record":{{record.GetRawText()}}}""")));

        var read = await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn));

        Assert.Equal(golden.Select(Comparable), read.Select(Comparable));
        Assert.All(read, record => Assert.Equal(JsonValueKind.Number, record.GetProperty("createdAt").ValueKind));
    }

    [Theory]
    [MemberData(nameof(ScalarPages))]
    public async Task TypedColumn_OfEachScalarType_IsWrittenAsTheGoldenCell(string name)
    {
        await using var host = await EmulatorHost.StartAsync();
        var type = name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..^".response".Length];
        var report = await host.CreateAsync(OneColumn(type));
        var arn = report.GetProperty("streams")[0].GetProperty("streamArn").GetString() ?? "";
        var golden = CellOf(name);
        var plain = golden.GetProperty("value").EnumerateObject().Single().Value.GetRawText();
        await host.ApplyAsync(
            $$"""{"operation":"update","key":{"id":1},"values":{"c":{{plain}}},"writeTime":1767225600000001}""", "golden/scalars");

        var record = (await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn))).Single();

        Assert.Equal(Canonical(golden), Canonical(record.GetProperty("newImage").GetProperty("valueCells").GetProperty("c")));
    }

    private static TableDocument OneColumn(string type) => new()
    {
        Keyspace = "golden", Table = "scalars", PartitionKey = ["id"],
        Columns = new Dictionary<string, string> { ["id"] = "int", ["c"] = type },
    };

    private static JsonElement CellOf(string name) =>
        GoldenDocument.Read(name).Body.GetProperty("changeRecords")[0].GetProperty("newImage").GetProperty("valueCells").GetProperty("c");

    private static bool HasRecords(string name) =>
        GoldenDocument.Read(name).Body.TryGetProperty("changeRecords", out var records)
        && records.ValueKind == JsonValueKind.Array
        && records.GetArrayLength() > 0
        && records.EnumerateArray().All(record => record.TryGetProperty("partitionKeys", out _));

    private static bool IsScalar(string name) =>
        CellOf(name).GetProperty("value").EnumerateObject().Single().Value.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False;

    private static string Comparable(JsonElement record)
    {
        var node = JsonNode.Parse(record.GetRawText())?.AsObject() ?? [];
        foreach (var member in SetByTheServer)
        {
            node.Remove(member);
        }

        return Canonical(JsonSerializer.SerializeToElement(node));
    }

    private static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(
            ",", value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"\"{member.Name}\":{Canonical(member.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(",", value.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        _ => value.GetRawText(),
    };
}
