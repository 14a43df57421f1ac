using KeyspacesStreamer.Testing.Reading;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>What keeps a pod from starting: one clear line, the documented exit code, and the same on /status while it lingers.</summary>
public sealed class StartupFaultTests(AwsServers servers)
{
    [Fact]
    public async Task PermissionMissing_NamesThePermission()
    {
        await using var stand = await StandAsync("fault-permission", hasTable: true, arguments: ["--deny", TestServers.AccessKey]);

        await FailsAsync(stand, ExitCodes.MissingPermission, "cassandra:ListStreams");
    }

    [Fact]
    public async Task TableMissing_SaysThatTableOrStreamIsMissing()
    {
        await using var stand = await StandAsync("fault-table", hasTable: false);

        await FailsAsync(stand, ExitCodes.MissingResource, "media.media_content", "CDC");
    }

    [Fact]
    public async Task ChangeStreamOff_SaysHowToEnableIt()
    {
        await using var stand = await StandAsync("fault-cdc", hasTable: false);
        var table = new { keyspace = "media", table = "media_content", columns = new { id = "uuid" }, partitionKey = (string[])["id"], stream = false };
        await stand.Emulator.PostAsync("/tables", table, TestContext.Current.CancellationToken);

        await FailsAsync(stand, ExitCodes.MissingResource, "media.media_content", "ALTER TABLE");
    }

    [Fact]
    public async Task LeaseTableOfAnotherStream_IsRefused()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await StandAsync("fault-stream", hasTable: true);
        await LeaseRows.CreateTableAsync(stand.DynamoDb, stand.Table, "leaseKey", cancellationToken);
        var other = new Dictionary<string, AttributeValue>
        {
            ["leaseKey"] = new("stream#"), ["entityType"] = new("STREAM"), ["resource"] = new("default/other"),
            ["streamArn"] = new("arn:aws:cassandra:us-east-1:123456789012:/keyspace/other/table/other/stream/2026-01-01T00:00:00.000"),
        };
        await stand.DynamoDb.PutItemAsync(stand.Table, other, cancellationToken);

        await FailsAsync(stand, ExitCodes.ForeignTable, stand.Table, "default/other");
    }

    [Fact]
    public async Task LeaseTableOfAnotherKeySchema_IsRefused()
    {
        await using var stand = await StandAsync("fault-schema", hasTable: true);
        await LeaseRows.CreateTableAsync(stand.DynamoDb, stand.Table, "id", TestContext.Current.CancellationToken);

        await FailsAsync(stand, ExitCodes.ForeignTable, stand.Table, "leaseKey");
    }

    [Fact]
    public async Task BucketMissing_NamesTheBucket()
    {
        await using var stand = await StandAsync("fault-bucket", hasTable: true, settings => settings["destination"]!["bucket"] = "no-such-bucket");

        await FailsAsync(stand, ExitCodes.MissingResource, "no-such-bucket");
    }

    [Fact]
    public async Task FiveMistakesInTheSettings_AreAllSaidAtOnce()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await StandAsync("fault-settings", hasTable: false, settings =>
        {
            settings["source"]!["keyspace"] = "no good";
            settings["source"]!["region"] = "moon";
            settings["destination"]!["rotation"]!["maxAge"] = "1 fortnight";
            settings["destination"]!["colour"] = "blue";
            settings["checkpoint"]!.AsObject().Remove("table");
        });

        var pod = await stand.StartPodAsync("pod-a", cancellationToken);

        Assert.Equal(ExitCodes.InvalidSettings, await pod.WaitForExitAsync(cancellationToken));
        var lines = pod.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] paths = ["source.keyspace", "source.region", "destination.rotation.maxAge", "destination.colour", "checkpoint.table"];
        Assert.All(paths, path => Assert.Single(lines, line => line.Contains(path, StringComparison.Ordinal)));
        Assert.Equal(paths.Length, lines.Length);
    }

    private Task<TestStand> StandAsync(string name, bool hasTable, Action<JsonObject>? adjust = null, string[]? arguments = null) => StandAsync(
        new StandOrder { Name = name, Adjust = settings => Adjust(settings, adjust), EmulatorArguments = arguments ?? [] }, hasTable, TestContext.Current.CancellationToken);

    /// <summary>However late the test looks at /status: the pod lingers until it is told to end.</summary>
    private static void Adjust(JsonObject settings, Action<JsonObject>? more)
    {
        settings["pod"]!["fatalLinger"] = "5m";
        more?.Invoke(settings);
    }

    private async Task<TestStand> StandAsync(StandOrder order, bool hasTable, CancellationToken cancellationToken)
    {
        var stand = await TestStand.StartAsync(servers, order, cancellationToken);
        if (hasTable)
        {
            await stand.Emulator.WorkAsync(new { count = 10 }, cancellationToken);
        }

        return stand;
    }

    private static async Task FailsAsync(TestStand stand, int exitCode, params string[] words)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var pod = await stand.StartPodAsync("pod-a", cancellationToken);
        JsonElement? status = null;
        await Phase.UntilAsync(
            "the pod says on /status what is wrong",
            async () => (status = await pod.StatusAsync(cancellationToken) ?? status)?.TryGetProperty("fatalFault", out var fault) == true && fault.ValueKind == JsonValueKind.String ? null
                : pod.HasExited ? throw new InvalidOperationException($"The pod ended without saying so on /status:\n{pod.Log}") : "no fault yet",
            cancellationToken);
        var said = status?.GetProperty("fatalFault").GetString() ?? "";

        // The fault decides the exit code, not the signal.
        Assert.Equal(exitCode, await pod.TerminateAsync(cancellationToken));
        Assert.All(words, word => Assert.Contains(word, said, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', said);
        var fatal = Assert.Single(pod.Events(), line => line.GetProperty("level").GetString() == "fatal");
        Assert.Equal(said, fatal.GetProperty("message").GetString());
    }
}
