using Amazon.Runtime;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Buckets;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Tests.Aws;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.Tests.WorkQueue;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>Streams of one namespace whose servers want to use the operator up, and one stream of another namespace, which gets its pods all the same.</summary>
public sealed class HostileNeighbourTests : IAsyncLifetime
{
    private const int Workers = 8;
    private const int StreamsOfEachKind = 6;
    private const long MostMemory = 200L << 20;
    private const string Arn = "arn:aws:cassandra:us-east-1:111122223333:/keyspace/media/table/content/stream/2026-01-02T03:04:05.678";

    private readonly HostileServer[] _servers =
    [
        HostileServer.EndlessEmptyPages(), HostileServer.Huge(1L << 30), HostileServer.Huge(null), HostileServer.Dripping(), HostileServer.Late(TimeSpan.FromSeconds(9.9)),
    ];

    private readonly AwsStub _good = new();
    private readonly AwsClients _clients = LoopbackEndpoints.NewClients(new BasicAWSCredentials("key", "secret"));
    private readonly TestWorld _world = new(TimeProvider.System);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _good.Say("GetStream", AwsStub.Json($$"""{"streamArn":"{{Arn}}","streamStatus":"ENABLED","streamViewType":"NEW_IMAGE"}"""));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.Dispose();
        await _good.DisposeAsync();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Streams_OfHostileServers_TakeNeitherMemoryNorAllWorkers()
    {
        var good = new NamespacedName("good", "media");
        var hostile = _servers.SelectMany((server, kind) => Enumerable.Range(0, StreamsOfEachKind).Select(number => Add(new NamespacedName("hostile", $"s-{kind}-{number}"), server.Endpoint))).ToArray();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var queue = new WorkQueue<NamespacedName>(TimeProvider.System, new Random(1), new NoQueueObserver(), FairShare<NamespacedName>.Of(key => key.Namespace, Workers));
        Array.ForEach(hostile, queue.Add);
        var reconciler = NewReconciler();
        var workers = Enumerable.Range(0, Workers).Select(_ => WorkAsync(queue, reconciler, ending.Token)).ToArray();
        await Phase.UntilAsync("every hostile server is asked", () => Task.FromResult(_servers.All(server => server.Requests > 0) ? null : "not yet"), Stop);

        queue.Add(Add(good, _good.Endpoint));
        await Phase.UntilAsync("the good stream has its Deployment", () => Seen(() => HasDeployment(good)), Stop);
        // What is held while the servers go on, not what the next collection takes away.
        var held = GC.GetTotalMemory(forceFullCollection: true);
        await Phase.UntilAsync("every hostile stream was told what is wrong", () => Seen(() => hostile.All(key => ReasonOf(key) is ConditionReasons.RequestRefused or ConditionReasons.Unavailable)), Stop);
        held = Math.Max(held, GC.GetTotalMemory(forceFullCollection: true));
        await ending.CancelAsync();
        await Task.WhenAll(workers);

        Assert.InRange(held, 0, MostMemory);

        Task<string?> Seen(Func<bool> isReached) => Task.FromResult(isReached() ? null : string.Join(", ", hostile.Append(good).Select(key => $"{key} {ReasonOf(key)}")));
    }

    private static async Task WorkAsync(WorkQueue<NamespacedName> queue, StreamReconciler reconciler, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var key = await queue.TakeAsync(cancellationToken);
                var result = await reconciler.ReconcileAsync(key, cancellationToken);
                queue.AddAfter(key, result.RequeueAfter ?? TimeSpan.FromSeconds(5));
                queue.Done(key);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private StreamReconciler NewReconciler() => StreamReconcilers.Create(
        TimeProvider.System, new Random(2), _world.Views, _world.Writer,
        new AwsParts
        {
            Streams = new StreamCatalog(TimeProvider.System, _clients, tablesEndpoint: null),
            Tables = new CheckpointTables(TimeProvider.System, _clients),
            Buckets = new BucketInspector(TimeProvider.System, _clients),
            Images = new InMemoryImages(),
        },
        new ReconcileDefaults { Region = "us-east-1", Image = "registry.example/streampod:1.2.3", AllowedEndpoints = LoopbackEndpoints.All }, new RecordingReconcileObserver());

    private NamespacedName Add(NamespacedName key, Uri endpoint)
    {
        _world.Put(TestStreams.Minimal(key.Namespace, key.Name, stream => stream.Spec = stream.Spec with
        {
            Source = new SourceSpec { Keyspace = "media", Table = "content", StreamArn = key.Namespace == "good" ? Arn : null, Endpoint = endpoint.AbsoluteUri },
            Destination = stream.Spec.Destination with { Prefix = $"{key}/", Endpoint = _good.Endpoint.AbsoluteUri },
            Checkpoint = new CheckpointSpec { Table = $"{key.Name}-leases", Endpoint = endpoint.AbsoluteUri },
        }));
        return key;
    }

    private bool HasDeployment(NamespacedName key) => _world.Views.Deployments.All().Any(deployment => deployment.Metadata.NamespaceProperty == key.Namespace);

    private string? ReasonOf(NamespacedName key) => Conditions.Find(_world.Find<KeyspacesCdcStream>(key)?.Status?.Conditions, ConditionTypes.StreamResolved)?.Reason;
}
