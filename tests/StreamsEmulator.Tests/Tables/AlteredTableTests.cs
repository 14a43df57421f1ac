using System.Net;
using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Tables;

/// <summary>Columns that are added to a table that has rows and a stream.</summary>
public sealed class AlteredTableTests
{
    [Fact]
    public async Task Added_WhileRowsAreThere_LaterRecordsCarryTheColumnAndEarlierRowsStay()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 1);

        await host.PostAsync("/tables/media/media_content/alter", new { add = new { mood = "text" } });
        await host.ApplyAsync(MediaChange.Write("update", 1, """{"title":"Autumn"}"""));
        await host.ApplyAsync(MediaChange.Write("update", 1, """{"mood":"calm"}"""));
        await host.ApplyAsync(MediaChange.Remove("delete", 1));

        var records = await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn));
        Assert.Equal(["title", "title", "title,mood", ""], records.Select(record => Names(record, "newImage")));
        Assert.Equal("title,mood", Names(records[3], "oldImage"));
    }

    [Fact]
    public async Task Added_GetTableShowsIt()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateAsync(new() { Keyspace = "k", Table = "t", Columns = new Dictionary<string, string> { ["id"] = "int", ["seq"] = "int" }, PartitionKey = ["id"], ClusteringKey = ["seq"] });

        var types = new Dictionary<string, object> { ["Mood"] = new { name = "text" } };
        await host.PostAsync("/tables/k/t/alter", new { add = new { mood = "frozen<\"Mood\">", owner = "varchar" }, @static = new[] { "owner" }, types });

        var schema = (await host.Wire.CallAsync("KeyspacesService.GetTable", new { keyspaceName = "k", tableName = "t" })).Body.GetProperty("schemaDefinition");
        Assert.Equal("""[{"name":"id","type":"int"},{"name":"seq","type":"int"},{"name":"mood","type":"frozen<\"Mood\">"},{"name":"owner","type":"varchar"}]""", schema.GetProperty("allColumns").GetRawText());
        Assert.Equal("""[{"name":"owner"}]""", schema.GetProperty("staticColumns").GetRawText());
    }

    [Theory]
    [InlineData("""{"title":"int"}""", "has a column 'title'")]
    [InlineData("""{"mood":"strong"}""", "Type 'strong' is neither")]
    public async Task Added_WhatDoesNotFit_IsRefused(string columns, string reason)
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateMediaAsync();

        var refused = await host.RefusedAsync("/tables/media/media_content/alter", new { add = JsonElement.Parse(columns) });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(reason, await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string Names(JsonElement record, string image) =>
        record.TryGetProperty(image, out var there) ? string.Join(',', there.GetProperty("valueCells").EnumerateObject().Select(cell => cell.Name)) : "";
}
