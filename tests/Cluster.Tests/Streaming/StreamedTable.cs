using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;

namespace KeyspacesStreamer.Cluster.Tests.Streaming;

/// <summary>One table of the emulator, the stream resource that is to stream it, and the bucket in which it is to arrive; each in a namespace of its own.</summary>
internal sealed class StreamedTable(StreamingStand stand, string space, string name) : IAsyncDisposable
{
    public const string Keyspace = "media";

    // Changes a second under load.
    private const double Rate = 100;

    // The S3 of the tests lets two writers of one key win now and then: here no two shards share a key.
    private const string KeyTemplate = "{keyspace}/{table}/{yyyy}-{MM}-{dd}/{shardId}-{sequenceNumber}.json";

    private int _seed;
    private int _verifications;

    public string Space => space;

    public string Name => name;

    public string Table { get; } = space.Replace('-', '_');

    public string Bucket { get; } = $"bucket-{space}";

    public string LeaseTable { get; } = $"{space}-leases";

    public NamespacedName Key { get; } = new(space, name);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A stream that its test left would go on reading for as long as the other tests last.</summary>
    public async ValueTask DisposeAsync() =>
        await stand.Parts.Kubernetes.KubectlAsync("delete", "kcs", name, "-n", space, "--ignore-not-found", "--wait=false");

    /// <summary>Makes table and bucket; the table has the columns of a workload and its first few changes.</summary>
    public async Task MakeAsync(int shards)
    {
        await WorkAsync(20, shards: shards);
        await stand.Parts.S3.PutBucketAsync(Bucket, Token);
    }

    /// <summary>Runs changes to their end.</summary>
    public Task WorkAsync(int count, int shards = 2) =>
        stand.Parts.Emulator.WorkAsync(new { keyspace = Keyspace, table = Table, count, shards, seed = NextSeed() }, Token);

    /// <summary>Makes changes while something is done, from before its beginning until it has ended; returns how many.</summary>
    public Task<int> UnderLoadAsync(Func<Load, Task> work) =>
        Load.DuringAsync(stand.Parts.Emulator, new { keyspace = Keyspace, table = Table, rate = Rate, seed = NextSeed() }, work, Token);

    /// <inheritdoc cref="UnderLoadAsync(Func{Load, Task})"/>
    public Task<int> UnderLoadAsync(Func<Task> work) => UnderLoadAsync(_ => work());

    /// <summary>Applies the resource.</summary>
    /// <param name="more">Further lines of the spec, each indented by two blanks.</param>
    /// <param name="rotation">spec.destination.rotation.</param>
    /// <param name="checkpoint">Further members of spec.checkpoint, each after a comma.</param>
    /// <param name="destination">Further members of spec.destination, each after a comma.</param>
    public Task ApplyAsync(string more = "", string rotation = "maxAge: 1s", string checkpoint = "", string destination = "") => stand.Parts.ApplyAsync(
        space,
        $$"""
        apiVersion: keyspaces-streamer.dev/v1alpha1
        kind: KeyspacesCdcStream
        metadata: { name: {{name}} }
        spec:
          source: { keyspace: {{Keyspace}}, table: {{Table}}, endpoint: "{{stand.Parts.Emulator.Endpoint}}" }
          destination: { bucket: {{Bucket}}, endpoint: "{{stand.Parts.S3Endpoint}}", keyTemplate: "{{KeyTemplate}}", rotation: { {{rotation}} }{{destination}} }
          checkpoint: { table: {{LeaseTable}}, endpoint: "{{stand.Parts.DynamoDbEndpoint}}"{{checkpoint}} }

        """ + more);

    public Task PatchAsync(string spec) => KubectlAsync("patch", "kcs", name, "--type=merge", "-p", $$"""{"spec":{{spec}}}""");

    public Task ScaleAsync(int replicas) => KubectlAsync("scale", "kcs", name, $"--replicas={replicas.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Runs kubectl in the stream's namespace and fails when it does.</summary>
    public Task<string> KubectlAsync(params string[] arguments) => stand.Parts.Kubernetes.RequireAsync([.. arguments, "-n", space]);

    public Task<string> GetAsync(string what, string jsonPath) => stand.Parts.GetAsync(space, what, jsonPath);

    /// <summary>What is below the stream's status; empty when nothing is.</summary>
    public async Task<string> StatusAsync(string path)
    {
        var stream = await stand.Parts.Reader.FindAsync(ResourceKinds.Streams, Key, Token);
        return path.Split('.').Aggregate(stream?["status"], (found, member) => found?[member])?.ToString() ?? "";
    }

    public Task<string> ReasonAsync(string condition) => stand.Parts.ReasonAsync(space, name, condition);

    public Task<string> MessageAsync(string condition) => GetAsync($"kcs {name}", $"{{.status.conditions[?(@.type==\"{condition}\")].message}}");

    public Task UntilReasonAsync(string condition, string reason) => stand.Parts.UntilReasonAsync(space, name, condition, reason);

    /// <summary>What a person types to wait; the answer of kubectl.</summary>
    public Task<KubectlAnswer> WaitAsync(string timeout) =>
        stand.Parts.Kubernetes.KubectlAsync("wait", "--for=condition=Ready", $"kcs/{name}", "-n", space, timeout);

    /// <summary>Waits until Ready holds for the spec as it stands now: an older Ready may still be there.</summary>
    public Task UntilReadyAsync() => Phase.UntilAsync(
        $"{space}/{name} is ready",
        async () => await stand.Parts.Reader.FindAsync(ResourceKinds.Streams, Key, Token) is { } found
            && (long?)found["metadata"]?["generation"] == (long?)found["status"]?["observedGeneration"] && ClusterReader.ConditionOf(found, "Ready").Status == "True"
            ? null : await StatusAsync("conditions"),
        Token);

    /// <summary>Names of the stream's pods that are not being stopped.</summary>
    public async Task<IReadOnlyList<string>> PodsAsync() => [.. JsonDocument.Parse(await KubectlAsync("get", "pods", "-o", "json")).RootElement.GetProperty("items").EnumerateArray()
        .Select(pod => pod.GetProperty("metadata"))
        .Where(metadata => !metadata.TryGetProperty("deletionTimestamp", out _))
        .Select(metadata => metadata.GetProperty("name").GetString() ?? "")
        .Order(StringComparer.Ordinal)];

    public Task UntilPodsAsync(int ready) => Phase.UntilAsync(
        $"{ready} pods of {space}/{name} are ready",
        async () =>
        {
            var status = (await stand.Parts.Reader.FindAsync(ResourceKinds.Deployments, new NamespacedName(space, $"{name}-stream"), Token))?["status"];
            var pods = await stand.Parts.Reader.ListAsync(ResourceKinds.Pods, space, Token);
            return status is not null && ((int?)status["readyReplicas"] ?? 0) == ready && ((int?)status["replicas"] ?? 0) == ready && pods.Count == ready
                ? null : $"{pods.Count} pods; {status?.ToJsonString()}";
        },
        Token);

    public async Task<IReadOnlyList<Ledger>> LedgersAsync() => Ledger.ParseAll(await stand.Parts.Emulator.LedgerAsync(Keyspace, Table, Token));

    public async Task<IReadOnlyDictionary<string, Dictionary<string, AttributeValue>>> LeasesAsync() =>
        await LeaseRows.ScanAsync(stand.Parts.DynamoDb, LeaseTable, Token);

    /// <summary>Waits until the lease table says that everything the latest stream has is committed.</summary>
    public async Task UntilCommittedAsync()
    {
        var ledger = (await LedgersAsync())[^1];
        await Phase.UntilAsync($"{space}/{name} has committed everything", async () => LeaseRows.WhatIsUncommitted(ledger, await LeasesAsync()), Token);
    }

    /// <summary>Waits until everything that the latest stream holds now is in the bucket, whatever comes meanwhile.</summary>
    public async Task UntilWrittenAsync() =>
        await UntilWrittenAsync((await LedgersAsync())[^1].Shards.Values.SelectMany(shard => shard.Records).Select(record => (record.ShardId, record.Number)).ToHashSet());

    public Task UntilWrittenAsync(IReadOnlySet<(string ShardId, BigInteger Number)> wanted) => Phase.UntilAsync(
        $"{space}/{name} has written {wanted.Count} changes",
        async () => await WrittenAsync() is var written && wanted.IsSubsetOf(written) ? null : $"{wanted.Except(written).Count()} are missing: {await StatusAsync("conditions")}",
        Token);

    /// <summary>All records in the bucket, by shard and number.</summary>
    /// <exception cref="InvalidOperationException">One is there twice.</exception>
    public async Task<IReadOnlySet<(string ShardId, BigInteger Number)>> WrittenAsync()
    {
        var all = (await ObjectsAsync()).SelectMany(item => item.Lines.Select(line => (item.ShardId, BucketObject.NumberOf(line)))).ToList();
        var once = all.ToHashSet();
        return once.Count == all.Count ? once : throw new InvalidOperationException($"{all.Count - once.Count} records are in {Bucket} twice.");
    }

    /// <summary>All objects that hold records.</summary>
    public async Task<IReadOnlyList<BucketObject>> ObjectsAsync() =>
        [.. (await BucketCopy.FetchBelowAsync(stand.Parts.S3, Bucket, $"{Keyspace}/", Token)).Where(item => !IsGap(item.Key))];

    /// <summary>Keys of the notes of losses, below the head of the stream's keys.</summary>
    public async Task<IReadOnlyList<string>> GapKeysAsync() =>
        [.. (await BucketCopy.FetchBelowAsync(stand.Parts.S3, Bucket, $"{Keyspace}/", Token)).Select(item => item.Key).Where(IsGap)];

    /// <summary>Lets all that the leases say of times have happened earlier.</summary>
    public async Task AgeLeasesAsync(TimeSpan by)
    {
        foreach (var (key, row) in await LeasesAsync())
        {
            foreach (var (attribute, value) in row.Where(pair => DateTimeOffset.TryParse(pair.Value.S, CultureInfo.InvariantCulture, out _)))
            {
                var earlier = DateTimeOffset.Parse(value.S, CultureInfo.InvariantCulture) - by;
                await stand.Parts.DynamoDb.UpdateItemAsync(
                    new UpdateItemRequest
                    {
                        TableName = LeaseTable, Key = new() { ["leaseKey"] = new(key) }, UpdateExpression = "SET #a = :v",
                        ExpressionAttributeNames = new() { ["#a"] = attribute }, ExpressionAttributeValues = new() { [":v"] = new(earlier.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)) },
                    },
                    Token);
            }
        }
    }

    /// <summary>What is wrong with the bucket by an own reading of ledger and objects, and by streampod verify; nothing, if every change of every stream is there once.</summary>
    public async Task<IReadOnlyList<string>> ViolationsAsync()
    {
        var (ledgers, objects) = (await LedgersAsync(), await ObjectsAsync());
        var found = ledgers.SelectMany(ledger => new IndependentReader(ledger, [.. objects.Where(item => item.Metadata["stream-label"] == ledger.Label)]).Violations()).ToList();
        found.AddRange(objects.Where(item => ledgers.All(ledger => ledger.Label != item.Metadata["stream-label"])).Select(item => $"{item.Key} is of no stream of the table"));
        var (code, output) = await VerifyAsync();
        return code == 0 ? found : [.. found, $"streampod verify ended with code {code}:\n{output}"];
    }

    public async Task<(int Code, string Output)> VerifyAsync()
    {
        var number = Interlocked.Increment(ref _verifications);
        var settings = Path.Combine(stand.Parts.Folder, $"{space}-{number}-settings.json");
        await File.WriteAllTextAsync(settings, await GetAsync($"configmap {name}-settings", "{.data.settings\\.json}"), Token);
        return await PodProcess.VerifyAsync(["--settings", settings, "--deep", "--no-progress"], Path.Combine(stand.Parts.Folder, $"{space}-{number}-verify.log"), Token);
    }

    /// <summary>Another seed each time, and so other keys: the versions of a key must rise.</summary>
    private int NextSeed() => SeedOf(space) + Interlocked.Increment(ref _seed);

    private static int SeedOf(string text) => text.Aggregate(17, (hash, letter) => (hash * 31 + letter) & 0xFFFFFF);

    private static bool IsGap(string key) => key.Contains("/_gaps/", StringComparison.Ordinal);
}
