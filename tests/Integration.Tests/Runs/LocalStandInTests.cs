using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>A folder for S3 and a file for DynamoDB: two pods share a stream on one machine, without any server.</summary>
public sealed class LocalStandInTests
{
    [Fact]
    public async Task TwoPods_FolderAndSqlite_WriteEveryRecordOnce()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("objects"));
        await using var emulator = await EmulatorProcess.StartAsync(folder.Path, [], cancellationToken);
        await emulator.WorkAsync(new { count = 2000, shards = 4, splits = 2, merges = 1 }, cancellationToken);
        var settings = folder.PathOf("settings.json");
        await File.WriteAllTextAsync(settings, SettingsOf(folder, emulator).ToString(), cancellationToken);
        await using var first = await PodProcess.StartAsync(settings, "pod-a", folder.PathOf("pod-a.log"), cancellationToken);
        await using var second = await PodProcess.StartAsync(settings, "pod-b", folder.PathOf("pod-b.log"), cancellationToken);

        var ledger = Ledger.Parse(await emulator.LedgerAsync(cancellationToken));
        await Phase.UntilAsync(
            "all records are in the folder",
            () => Task.FromResult(Objects(folder).Sum(item => item.Lines.Count) is var found && found == ledger.Records ? null : $"{found} of {ledger.Records} records"),
            cancellationToken);
        int[] codes = [await first.TerminateAsync(cancellationToken), await second.TerminateAsync(cancellationToken)];

        Assert.Equal([0, 0], codes);
        Assert.Empty(new IndependentReader(ledger, Objects(folder)).Violations());
        var (code, output) = await PodProcess.VerifyAsync(["--settings", settings, "--deep"], folder.PathOf("verify.log"), cancellationToken);
        Assert.True(code == 0, output);
    }

    private static List<BucketObject> Objects(TemporaryFolder folder)
    {
        var sidecars = folder.PathOf("objects", "changes", ".metadata");
        return !Directory.Exists(sidecars) ? [] : [.. Directory.EnumerateFiles(sidecars, "*", SearchOption.AllDirectories)
            .Select(sidecar => (Sidecar: sidecar, Content: folder.PathOf("objects", "changes", Path.GetRelativePath(sidecars, sidecar))))
            .Where(file => File.Exists(file.Content))
            .Select(file => ObjectOf(file.Sidecar, file.Content))];
    }

    private static BucketObject ObjectOf(string sidecarFile, string contentFile)
    {
        var sidecar = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(sidecarFile));
        var metadata = sidecar.GetProperty("metadata").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString() ?? "");
        var stored = File.ReadAllBytes(contentFile);
        return new BucketObject(contentFile, metadata, stored, BucketCopy.Lines(contentFile, stored, isGzip: false));
    }

    private static JsonObject SettingsOf(TemporaryFolder folder, EmulatorProcess emulator) => new()
    {
        ["resource"] = new JsonObject { ["name"] = "local" },
        ["source"] = new JsonObject { ["keyspace"] = "media", ["table"] = "media_content", ["region"] = "us-east-1", ["endpoint"] = emulator.Endpoint.ToString() },
        ["destination"] = new JsonObject
        {
            ["bucket"] = "changes", ["endpoint"] = $"file://{folder.PathOf("objects")}", ["rotation"] = new JsonObject { ["maxRecords"] = 200, ["maxAge"] = "1s" },
        },
        ["checkpoint"] = new JsonObject { ["table"] = "leases", ["endpoint"] = $"sqlite://{folder.Path}" },
        ["pod"] = new JsonObject { ["heartbeatInterval"] = "300ms", ["workerTimeout"] = "1500ms", ["shardSyncInterval"] = "2s", ["idlePollMax"] = "300ms" },
    };
}
