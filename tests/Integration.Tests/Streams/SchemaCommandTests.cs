using System.Text;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Streams;

/// <summary><c>streampod schema</c> as a process, against the emulator's process.</summary>
public sealed class SchemaCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private EmulatorProcess? _emulator;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EmulatorProcess Emulator => _emulator ?? throw new InvalidOperationException("The emulator runs while a test does.");

    public async ValueTask InitializeAsync()
    {
        _emulator = await EmulatorProcess.StartAsync(_folder.Path, [], Token);
        await _emulator.PostAsync(
            "/tables",
            new
            {
                keyspace = "media", table = "orders", columns = new { title = "text", home = "frozen<\"Postal address\">", id = "uuid" }, partitionKey = new[] { "id" },
                types = new Dictionary<string, object> { ["Postal address"] = new { city = "text", at = "frozen<point>" }, ["point"] = new { x = "double" } },
            },
            Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Schema_OfATable_IsWhatTheSettingsTake()
    {
        var (code, output) = await RunAsync("orders");

        Assert.True(code == ExitCodes.Ok, output);
        var read = SettingsDocument.Read(Encoding.UTF8.GetBytes(Settings("orders", $"\"schema\":{output},")));
        Assert.Empty(read.Problems);
        Assert.Equal(["id uuid", "home frozen<\"Postal address\">", "title text"], read.Settings?.Source.Schema?.Columns.Select(column => $"{column.Name} {column.Type}"));
        Assert.Equal(["Postal address: city, at", "point: x"], read.Settings?.Source.Schema?.Types.Select(type => $"{type.Name}: {string.Join(", ", type.Fields.Select(field => field.Name))}"));
    }

    [Fact]
    public async Task Schema_OfNoTable_SaysSo()
    {
        var (code, output) = await RunAsync("others");

        Assert.Equal(ExitCodes.MissingResource, code);
        Assert.Contains("There is no table media.others in us-east-1, or it is not active yet.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_TypesDenied_NamesTheRight()
    {
        await Emulator.PostAsync("/denied", new { accessKey = TestServers.AccessKey, operation = "GetType" }, Token);

        var (code, output) = await RunAsync("orders");

        Assert.Equal(ExitCodes.MissingPermission, code);
        Assert.Contains("cassandra:Select on keyspaces media and system*", output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output)> RunAsync(string table)
    {
        var file = Path.Combine(_folder.Path, "settings.json");
        await File.WriteAllTextAsync(file, Settings(table, schema: ""), Token);
        return await PodProcess.RunAsync(["schema", "--settings", file], Path.Combine(_folder.Path, "schema.log"), Token);
    }

    private string Settings(string table, string schema) => $$$"""
        {"resource":{"name":"media"},"source":{{{{schema}}}"keyspace":"media","table":"{{{table}}}","region":"us-east-1","endpoint":"{{{Emulator.Endpoint.AbsoluteUri}}}"},
         "destination":{"bucket":"keyspaces-data","format":"Parquet","record":"Flat"},"checkpoint":{"table":"leases"}}
        """;
}
