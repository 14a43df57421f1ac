using System.Text;
using Amazon.DynamoDBv2;
using Amazon.S3;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Cluster;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>
/// Everything around operators: an API server with the definition, the shipped rights and the real controllers, an emulator of the streams, DynamoDB
/// and S3. Operators run as processes.
/// </summary>
public sealed class OperatorStand : IAsyncLifetime
{
    public const string Bucket = "keyspaces-data-stand";

    private readonly List<OperatorProcess> _operators = [];
    private readonly AwsServers _aws = new();
    private ShippedRights? _rights;
    private EmulatorProcess? _emulator;
    private ClusterReader? _reader;
    private int _spaces;

    public OperatorStand()
        : this("operators", isAudited: false)
    {
    }

    /// <param name="name">Name of the folder of its logs.</param>
    /// <param name="isAudited">Whether the API server keeps a record of every write.</param>
    internal OperatorStand(string name, bool isAudited = false)
    {
        Folder = RepositoryRoot.PathOf("artifacts", "cluster", name);
        Kubernetes = new DefinedCluster(ClusterParts.Controllers, isAudited);
    }

    internal DefinedCluster Kubernetes { get; }

    internal ShippedRights Rights => _rights ?? throw new InvalidOperationException("The stand was not started.");

    /// <summary>For what is looked at again and again.</summary>
    internal ClusterReader Reader => _reader ?? throw new InvalidOperationException("The stand was not started.");

    internal EmulatorProcess Emulator => _emulator ?? throw new InvalidOperationException("The stand was not started.");

    internal AmazonDynamoDBClient DynamoDb { get; private set; } = null!; // set at the start

    internal AmazonS3Client S3 { get; private set; } = null!; // set at the start

    /// <summary>Logs of all processes; they stay until the next run.</summary>
    internal string Folder { get; }

    internal Uri DynamoDbEndpoint => _aws.DynamoDbEndpoint;

    internal Uri S3Endpoint => _aws.S3Endpoint;

    internal IReadOnlyList<OperatorProcess> Operators => _operators;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        Directory.CreateDirectory(Folder);
        await _aws.InitializeAsync();
        await Kubernetes.InitializeAsync();
        _reader = new ClusterReader(Kubernetes.Cluster.Kubeconfig);
        _rights = await ShippedRights.GrantAsync(Kubernetes, RightsScope.Cluster, "default", new AskedRequests(), Token);
        _emulator = await EmulatorProcess.StartAsync(Folder, ["--seed", "1"], Token);
        DynamoDb = new AmazonDynamoDBClient(TestServers.AccessKey, TestServers.SecretKey, new AmazonDynamoDBConfig { ServiceURL = _aws.DynamoDbEndpoint.ToString(), AuthenticationRegion = TestServers.Region });
        S3 = new AmazonS3Client(TestServers.AccessKey, TestServers.SecretKey, new AmazonS3Config { ServiceURL = _aws.S3Endpoint.ToString(), AuthenticationRegion = TestServers.Region, ForcePathStyle = true });
        await S3.PutBucketAsync(Bucket, Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in _operators)
        {
            await running.DisposeAsync();
        }

        await (_emulator?.DisposeAsync() ?? ValueTask.CompletedTask);
        _reader?.Dispose();
        await (_rights?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Kubernetes.DisposeAsync();
        await _aws.DisposeAsync();
        DynamoDb?.Dispose();
        S3?.Dispose();
    }

    /// <summary>Starts an operator with the shipped rights and waits until its caches are filled.</summary>
    internal async Task<OperatorProcess> StartOperatorAsync(string name, IReadOnlyDictionary<string, string>? environment = null)
    {
        var started = await LaunchOperatorAsync(name, Rights.Kubeconfig, environment);
        await started.UntilReadyAsync(Token);
        return started;
    }

    /// <summary>Starts an operator and waits for nothing.</summary>
    internal async Task<OperatorProcess> LaunchOperatorAsync(string name, string kubeconfig, IReadOnlyDictionary<string, string>? environment = null)
    {
        var all = new Dictionary<string, string>(environment ?? new Dictionary<string, string>());
        all.TryAdd("AWS_ENDPOINT_URL_KEYSPACES", Emulator.Endpoint.ToString());
        all.TryAdd("ALLOWED_ENDPOINTS", string.Join(',', [EntryOf(Emulator.Endpoint), EntryOf(DynamoDbEndpoint), EntryOf(S3Endpoint), StubPorts.Allowed]));
        var started = await OperatorProcess.StartAsync(name, kubeconfig, Path.Combine(Folder, $"{_operators.Count:00}-{name}.log"), all, Token);
        _operators.Add(started);
        return started;
    }

    private static string EntryOf(Uri endpoint) => endpoint.GetLeftPart(UriPartial.Authority);

    /// <summary>A new namespace.</summary>
    internal async Task<string> SpaceAsync(string name)
    {
        var space = $"{name}-{Interlocked.Increment(ref _spaces)}";
        await Kubernetes.RequireAsync("create", "namespace", space);
        return space;
    }

    /// <summary>A table with an enabled stream in the emulator.</summary>
    internal Task TableAsync(string keyspace, string table, int shards = 2) => Emulator.PostAsync(
        "/tables",
        new
        {
            keyspace, table, shards, columns = new Dictionary<string, string> { ["id"] = "int", ["note"] = "text" }, partitionKey = (string[])["id"],
        },
        Token);

    /// <summary>A stream resource that reads the emulator and writes to the local servers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="keyspace">Its keyspace.</param>
    /// <param name="table">Its table.</param>
    /// <param name="more">Further lines of the spec, each indented by two blanks.</param>
    internal string Manifest(string name, string keyspace, string table, string more = "") => new StringBuilder(
        $"""
        apiVersion: keyspaces-streamer.dev/v1alpha1
        kind: KeyspacesCdcStream
        metadata: {"{"} name: {name} {"}"}
        spec:
          source: {"{"} keyspace: {keyspace}, table: {table}, endpoint: "{Emulator.Endpoint}" {"}"}
          destination: {"{"} bucket: {Bucket}, endpoint: "{S3Endpoint}", prefix: {name}/, rotation: {"{"} maxAge: 1s {"}"} {"}"}
          checkpoint: {"{"} table: {name}-leases, endpoint: "{DynamoDbEndpoint}" {"}"}

        """).Append(more).ToString();

    internal async Task ApplyAsync(string space, string manifest)
    {
        var answer = await Kubernetes.KubectlAsync(["apply", "-n", space, "-f", "-"], manifest);
        Assert.True(answer.Code == 0, answer.Text);
    }

    /// <summary>What kubectl's jsonpath finds, trimmed; empty when the object is not there.</summary>
    internal async Task<string> GetAsync(string space, string what, string jsonPath) =>
        (await Kubernetes.RequireAsync(["get", "-n", space, "--ignore-not-found", .. what.Split(' '), "-o", $"jsonpath={jsonPath}"])).Trim();

    /// <summary>Reason of a condition of a stream.</summary>
    internal async Task<string> ReasonAsync(string space, string stream, string condition) =>
        ClusterReader.ConditionOf(await Reader.FindAsync(ResourceKinds.Streams, new NamespacedName(space, stream), Token), condition).Reason;

    /// <summary>Waits until a condition of a stream has this reason.</summary>
    internal Task UntilReasonAsync(string space, string stream, string condition, string reason) => Phase.UntilAsync(
        $"{condition} of {space}/{stream} is {reason}",
        async () => await Reader.FindAsync(ResourceKinds.Streams, new NamespacedName(space, stream), Token) is var found && ClusterReader.ConditionOf(found, condition).Reason == reason
            ? null
            : $"found {found?["status"]?["conditions"]?.ToJsonString()}",
        Token);
}
