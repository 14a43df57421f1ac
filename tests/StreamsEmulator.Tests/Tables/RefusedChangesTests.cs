using System.Net;
using System.Text;
using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Control;
using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Tables;

/// <summary>A body with one change that cannot be applied is refused with that change's line, and none of its changes is applied.</summary>
public sealed class RefusedChangesTests
{
    [Theory]
    [InlineData("""{"operation":"insert","key":KEY,"values":{"title":"\uD83D"}}""", "Line 3, column")]
    [InlineData("""{"operation":"insert","key":KEY,"values":{"\uDE00":"x"}}""", "Line 3, column")]
    [InlineData("""{"operation":"insert","key":KEY,"cells":{"title":{"value":{"textT":"\uD83D"}}}}""", "Line 3, column")]
    [InlineData("""{"operation":"raw","record":{"partitionKeys":{"a":{"textT":"\uD83D\uD83D\uDE00"}}}}""", "Line 3, column")]
    [InlineData("""{"operation":"insert","key":KEY,"origin":"\uDE00"}""", "Line 3, column")]
    [InlineData("""{"operation":"insert","key":{"seq":1}}""", "Line 3: A change of media.media_content lacks key column 'content_id'")]
    [InlineData("""{"operation":"insert","key":KEY,"values":{"tags":[["x"]]}}""", "Line 3: ")]
    [InlineData("""{"operation":"update","key":KEY,"values":{"nothing":"x"}}""", "Line 3: ")]
    [InlineData("""{"operation":"raw","record":{}}""", "Line 3: A raw record has no partitionKeys")]
    [InlineData("""{"operation":"raw","record":{"partitionKeys":{},"origin":7}}""", "Line 3: ")]
    [InlineData("""{"operation":"upsert"}""", "Line 3: ")]
    [InlineData("null", "Line 3: ")]
    [InlineData("7", "Line 3: ")]
    [InlineData("{\"operation\":}", "Line 3: ")]
    public async Task ThirdLineIsBroken_TheLineIsNamedAndNothingIsApplied(string change, string expected)
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        var body = $"{MediaChange.Insert(1)}\n{MediaChange.Insert(2)}\n{change.Replace("KEY", MediaChange.Key(3), StringComparison.Ordinal)}\n{MediaChange.Insert(4)}";

        var (status, error) = await RefusalOfAsync(host, Encoding.UTF8.GetBytes(body));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.Empty(await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn)));
    }

    [Fact]
    public async Task ChangeInAnArray_IsNamedByItsOwnLine()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateMediaAsync();

        var (_, error) = await RefusalOfAsync(host, Encoding.UTF8.GetBytes($"[\n{MediaChange.Insert(1)},\n\n{{\"operation\":\"delete\",\"key\":{{}}}}]"));

        Assert.StartsWith("Line 4: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HalfOfAPair_IsNamedByItsColumn()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateMediaAsync();

        var (_, error) = await RefusalOfAsync(host, "{\"operation\":\"insert\",\n \"values\":{\"é\":\"\\uD83D\"}}"u8.ToArray());

        Assert.Equal("Line 2, column 16: the text holds one half of a character, or bytes that are not UTF-8.", error);
    }

    [Fact]
    public async Task BytesThatAreNotUtf8_AreRefused()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateMediaAsync();

        var (status, error) = await RefusalOfAsync(host, [.. "{\"operation\":\"insert\",\"values\":{\"title\":\""u8, 0xFF, .. "\"}}"u8]);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("Line 1, column 41: ", error, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Error)> RefusalOfAsync(EmulatorHost host, byte[] body)
    {
        using var http = new HttpClient { BaseAddress = host.Endpoint };
        using var answer = await http.PostAsync(ControlApi.Root + "/tables/media/media_content/changes", new ByteArrayContent(body), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var document = text.StartsWith('{') ? JsonDocument.Parse(text) : JsonDocument.Parse("{}");
        return (answer.StatusCode, document.RootElement.TryGetProperty("error", out var error) ? error.GetString() ?? "" : text);
    }
}
