using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Wire;

public sealed class DeniedTests
{
    private const string Caller = "AKIDEXAMPLE";
    private const string Table = "arn:aws:cassandra:us-east-1:123456789012:/keyspace/media/table/media_content";
    private const string System = "arn:aws:cassandra:us-east-1:123456789012:/keyspace/system*";

    [Theory]
    [InlineData(Table)]
    [InlineData(System)]
    public async Task GetTable_OneOfItsTwoResourcesDenied_IsRefusedAndNamesThatOne(string resource)
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateMediaAsync();
        await host.PostAsync("/denied", new { accessKey = Caller, operation = "GetTable", resource });

        var answer = await host.Wire.CallAsync("KeyspacesService.GetTable", new { keyspaceName = "media", tableName = "media_content" });

        Assert.Equal("400 AccessDeniedException", $"{answer.Status} {answer.Type}");
        Assert.Contains($"cassandra:Select on resource: {resource} ", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:cassandra:us-east-1:123456789012:/keyspace/media/table/other")]
    [InlineData("arn:aws:cassandra:us-east-1:123456789012:/keyspace/media/*")]
    public async Task Denied_OnAResource_IsNoRefusalElsewhere(string resource)
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateMediaAsync();
        await host.PostAsync("/denied", new { accessKey = Caller, resource });

        var answer = await host.Wire.CallAsync("KeyspacesService.GetTable", new { keyspaceName = "shop", tableName = "media_content" });

        Assert.Equal("ResourceNotFoundException", answer.Type);
    }

    [Fact]
    public async Task Denied_OnAPatternOfStreams_RefusesThoseOnly()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.PostAsync("/denied", new { accessKey = Caller, resource = $"{Table}/stream/*" });

        var stream = await host.Wire.GetStreamAsync(new { streamArn = arn });
        var table = await host.Wire.CallAsync("KeyspacesService.GetTable", new { keyspaceName = "media", tableName = "media_content" });

        Assert.Equal("400 AccessDeniedException", $"{stream.Status} {stream.Type}");
        Assert.Equal(200, table.Status);
    }
}
