using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.S3;
using KeyspacesStreamer.Integration.Tests.Faults;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Stands;

/// <summary>Everything around the pods of one test: an emulator, S3 and DynamoDB behind proxies, a bucket, settings and logs.</summary>
internal sealed class TestStand : IAsyncDisposable
{
    private static int _count;
    private readonly List<PodProcess> _pods = [];

    private TestStand(string folder, EmulatorProcess emulator, FaultProxy s3, FaultProxy dynamoDb, AwsServers servers)
    {
        (Folder, Emulator, S3Proxy, DynamoDbProxy) = (folder, emulator, s3, dynamoDb);
        (S3, DynamoDb) = (BucketCopy.Client(servers.S3Endpoint), LeaseRows.Client(servers.DynamoDbEndpoint));
        var number = Interlocked.Increment(ref _count);
        (Bucket, Table) = ($"stand-{number}", $"stand-{number}-leases");
    }

    /// <summary>Where logs and settings lie; they stay there until the next run of the test.</summary>
    public string Folder { get; }

    public string Bucket { get; }

    public string Table { get; }

    public EmulatorProcess Emulator { get; }

    public FaultProxy S3Proxy { get; }

    public FaultProxy DynamoDbProxy { get; }

    /// <summary>S3 itself, past the proxy.</summary>
    public AmazonS3Client S3 { get; }

    /// <summary>DynamoDB itself, past the proxy.</summary>
    public AmazonDynamoDBClient DynamoDb { get; }

    /// <summary>What reads the rows of a stream that writes some; null for lines of Native.</summary>
    public string? RowReader { get; private init; }

    public string SettingsFile => Path.Combine(Folder, "settings.json");

    public IReadOnlyList<PodProcess> Pods => _pods;

    /// <summary>Sets everything up but the pods; skips the test when the servers are not installed.</summary>
    public static async Task<TestStand> StartAsync(AwsServers servers, StandOrder order, CancellationToken cancellationToken)
    {
        TestServers.SkipUnlessInstalled();
        var folder = RepositoryRoot.PathOf("artifacts", "integration", order.Name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var seed = order.Seed.ToString(CultureInfo.InvariantCulture);
        var emulator = await EmulatorProcess.StartAsync(folder, ["--seed", seed, .. order.EmulatorArguments], cancellationToken);
        var s3 = await FaultProxy.StartAsync(servers.S3Endpoint, new S3Dialect(), order.Seed, cancellationToken);
        var dynamoDb = await FaultProxy.StartAsync(servers.DynamoDbEndpoint, new DynamoDbDialect(), order.Seed + 1, cancellationToken);
        var stand = new TestStand(folder, emulator, s3, dynamoDb, servers) { RowReader = order.RowReader };
        await stand.S3.PutBucketAsync(stand.Bucket, cancellationToken);
        var settings = stand.DefaultSettings();
        order.Adjust(settings);
        await File.WriteAllTextAsync(stand.SettingsFile, settings.ToString(), cancellationToken);
        return stand;
    }

    /// <summary>Starts a pod; its log is named after it and how many were started before.</summary>
    public async Task<PodProcess> StartPodAsync(string worker, CancellationToken cancellationToken)
    {
        var pod = await PodProcess.StartAsync(SettingsFile, worker, Path.Combine(Folder, $"{_pods.Count:00}-{worker}.log"), cancellationToken);
        _pods.Add(pod);
        return pod;
    }

    /// <summary>Starts a pod with variables besides, or in place of, the credentials of the tests.</summary>
    public async Task<PodProcess> StartPodAsync(string worker, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var pod = await PodProcess.StartAsync(
            ["run", "--settings", SettingsFile], worker, environment, Path.Combine(Folder, $"{_pods.Count:00}-{worker}.log"), cancellationToken);
        _pods.Add(pod);
        return pod;
    }

    /// <summary>Starts a pod under a limit of memory.</summary>
    public async Task<PodProcess> StartPodAsync(string worker, MemoryGroup group, CancellationToken cancellationToken)
    {
        var pod = await PodProcess.StartAsync(SettingsFile, worker, group, Path.Combine(Folder, $"{_pods.Count:00}-{worker}.log"), cancellationToken);
        _pods.Add(pod);
        return pod;
    }

    public async Task<Ledger> LedgerAsync(CancellationToken cancellationToken) => Ledger.Parse(await Emulator.LedgerAsync(cancellationToken));

    public Task<IReadOnlyList<BucketObject>> ObjectsAsync(CancellationToken cancellationToken) => RowReader is { } reader
        ? RowCopy.FetchAsync(S3, Bucket, reader, Path.Combine(Folder, "objects"), cancellationToken)
        : BucketCopy.FetchAsync(S3, Bucket, cancellationToken);

    /// <summary>Waits until so many more objects were put.</summary>
    public async Task UntilPutsAsync(int more, CancellationToken cancellationToken)
    {
        var before = S3Proxy.Puts.Count;
        await Phase.UntilAsync(
            $"{more} more objects are there", () => Task.FromResult(S3Proxy.Puts.Count - before is var put && put >= more ? null : $"{put} objects since"), cancellationToken);
    }

    /// <summary>Waits until the lease table says that every record the stream has is committed.</summary>
    public async Task UntilCommittedAsync(CancellationToken cancellationToken)
    {
        var ledger = await LedgerAsync(cancellationToken);
        await Phase.UntilAsync(
            "everything is committed",
            async () => LeaseRows.WhatIsUncommitted(ledger, await LeaseRows.ScanAsync(DynamoDb, Table, cancellationToken)),
            cancellationToken);
    }

    /// <summary>What streampod verify and the independent reader have against the bucket.</summary>
    public async Task<IReadOnlyList<string>> ViolationsAsync(CancellationToken cancellationToken)
    {
        var reader = new IndependentReader(await LedgerAsync(cancellationToken), await ObjectsAsync(cancellationToken), RowReader is null ? null : new FlatRows());
        var found = reader.Violations(puts: S3Proxy.Puts);
        var (code, output) = await VerifyAsync(cancellationToken);
        return code == 0 ? found : [.. found, $"streampod verify ended with code {code}:\n{output}"];
    }

    public Task<(int ExitCode, string Output)> VerifyAsync(CancellationToken cancellationToken) =>
        PodProcess.VerifyAsync(["--settings", SettingsFile, "--deep", "--no-progress"], Path.Combine(Folder, "verify.log"), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _pods)
        {
            await pod.DisposeAsync();
        }

        await Emulator.DisposeAsync();
        await S3Proxy.DisposeAsync();
        await DynamoDbProxy.DisposeAsync();
        S3.Dispose();
        DynamoDb.Dispose();
    }

    private JsonObject DefaultSettings() => new()
    {
        ["resource"] = new JsonObject { ["name"] = "integration" },
        ["source"] = new JsonObject
        {
            ["keyspace"] = "media", ["table"] = "media_content", ["region"] = TestServers.Region, ["endpoint"] = Emulator.Endpoint.ToString(),
        },
        ["destination"] = new JsonObject
        {
            ["bucket"] = Bucket, ["endpoint"] = S3Proxy.Endpoint.ToString(),
            ["rotation"] = new JsonObject { ["maxRecords"] = 300, ["maxAge"] = "1s" },
        },
        ["checkpoint"] = new JsonObject { ["table"] = Table, ["endpoint"] = DynamoDbProxy.Endpoint.ToString() },
        ["pod"] = new JsonObject
        {
            ["heartbeatInterval"] = "300ms", ["workerTimeout"] = "1500ms", ["handoffTimeout"] = "3s", ["shardSyncInterval"] = "2s",
            ["idlePollMin"] = "50ms", ["idlePollMax"] = "300ms", ["drainTimeout"] = "5m", ["fatalLinger"] = "2s",
        },
    };
}
