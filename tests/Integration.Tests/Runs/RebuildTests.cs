using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Amazon.S3;
using Amazon.S3.Model;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>The lease table is deleted, or comes back as it was earlier, after a pod was killed at work; it is rebuilt from the bucket, and a pod goes on exactly.</summary>
public sealed class RebuildTests(AwsServers servers)
{
    [Fact]
    public async Task TableIsDeleted_RebuiltFromTheBucket_PodGoesOnExactly()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await TestStand.StartAsync(servers, Order("rebuild-lost"), cancellationToken);
        await WorkAndKillAsync(stand, cancellationToken);
        await LoseTableAsync(stand, cancellationToken);

        var (dryCode, dry) = await RebuildAsync(stand, cancellationToken);
        var rowsAfterDryRun = await LeaseRows.ScanAsync(stand.DynamoDb, stand.Table, cancellationToken);
        var (code, written) = await RebuildAsync(stand, cancellationToken, "--write");

        Assert.True(dryCode == 0, dry);
        Assert.Contains("leases would be written", dry, StringComparison.Ordinal);
        Assert.Empty(rowsAfterDryRun);
        Assert.True(code == 0, written);
        await GoOnAsync(stand, cancellationToken);
    }

    [Fact]
    public async Task TableIsSetBack_RebuiltFromTheBucket_PodGoesOnExactly()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await TestStand.StartAsync(servers, Order("rebuild-set-back"), cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 300, shards = 3 }, cancellationToken);
        var first = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        var earlier = await LeaseRows.ScanAsync(stand.DynamoDb, stand.Table, cancellationToken);
        Assert.Equal(0, await first.TerminateAsync(cancellationToken));
        await WorkAndKillAsync(stand, cancellationToken);
        await LoseTableAsync(stand, cancellationToken);
        await LeaseRows.CreateTableAsync(stand.DynamoDb, stand.Table, "leaseKey", cancellationToken);
        foreach (var item in earlier.Values)
        {
            await stand.DynamoDb.PutItemAsync(stand.Table, item, cancellationToken);
        }

        var (code, written) = await RebuildAsync(stand, cancellationToken, "--write");

        Assert.True(code == 0, written);
        Assert.Contains("Forward", written, StringComparison.Ordinal);
        await GoOnAsync(stand, cancellationToken);
    }

    /// <summary>Whoever may write into the bucket may write any metadata; the checksum is what the store computed.</summary>
    [Fact]
    public async Task ObjectIsReplacedUnderItsMetadata_IsNamedAndNoEvidence()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await TestStand.StartAsync(servers, Order("rebuild-planted"), cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 300, shards = 1 }, cancellationToken);
        var pod = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        Assert.Equal(0, await pod.TerminateAsync(cancellationToken));
        var replaced = (await stand.ObjectsAsync(cancellationToken))[0];
        var request = new PutObjectRequest
        {
            BucketName = stand.Bucket, Key = replaced.Key, InputStream = new MemoryStream([.. replaced.Stored.Reverse()]), ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
        };
        foreach (var (name, value) in replaced.Metadata)
        {
            request.Metadata[name] = value;
        }

        await stand.S3.PutObjectAsync(request, cancellationToken);
        await LoseTableAsync(stand, cancellationToken);
        var (code, output) = await RebuildAsync(stand, cancellationToken);

        Assert.Equal(6, code);
        Assert.Contains($"{replaced.Key} has SHA-256 ", output, StringComparison.Ordinal);
    }

    /// <summary>Partition folders, so that a group has many objects.</summary>
    private static StandOrder Order(string name) => new()
    {
        Name = name,
        Adjust = settings => settings["destination"]!["keyTemplate"] = "{keyspace}/{table}/{yyyy}-{MM}-{dd}/{column:is_public}/{sequenceNumber}.json",
    };

    private static async Task WorkAndKillAsync(TestStand stand, CancellationToken cancellationToken)
    {
        await stand.Emulator.WorkAsync(new { count = 900, shards = 3, seed = 5 }, cancellationToken);
        await stand.Emulator.PostAsync("/tables/media/media_content/split", new JsonObject(), cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 600, seed = 6 }, cancellationToken);
        var pod = await stand.StartPodAsync("pod-b", cancellationToken);
        await stand.UntilPutsAsync(3, cancellationToken);
        pod.Send(Signal.Kill);
        await Phase.UntilAsync("the pod is gone", () => Task.FromResult(pod.HasExited ? null : "it runs"), cancellationToken);
    }

    private static async Task GoOnAsync(TestStand stand, CancellationToken cancellationToken)
    {
        await stand.Emulator.WorkAsync(new { count = 300, seed = 7 }, cancellationToken);
        var pod = await stand.StartPodAsync("pod-c", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        Assert.Equal(0, await pod.TerminateAsync(cancellationToken));
        // Objects of two folders of one group interleave; that no record appears twice is judged record by record.
        Assert.DoesNotContain(await stand.ViolationsAsync(cancellationToken), violation => !violation.EndsWith("objects overlap", StringComparison.Ordinal));
    }

    private static Task<(int ExitCode, string Output)> RebuildAsync(TestStand stand, CancellationToken cancellationToken, params string[] options) =>
        PodProcess.RunAsync(["leases", "rebuild", "--settings", stand.SettingsFile, "--no-progress", .. options], Path.Combine(stand.Folder, $"rebuild{options.Length}.log"), cancellationToken);

    private static async Task LoseTableAsync(TestStand stand, CancellationToken cancellationToken)
    {
        await stand.DynamoDb.DeleteTableAsync(stand.Table, cancellationToken);
        await UntilGoneAsync(stand, cancellationToken);
    }

    private static Task UntilGoneAsync(TestStand stand, CancellationToken cancellationToken) => Phase.UntilAsync(
        "the table is gone",
        async () =>
        {
            try
            {
                return $"{(await stand.DynamoDb.DescribeTableAsync(stand.Table, cancellationToken)).Table.TableStatus}";
            }
            catch (ResourceNotFoundException)
            {
                return null;
            }
        },
        cancellationToken);
}
