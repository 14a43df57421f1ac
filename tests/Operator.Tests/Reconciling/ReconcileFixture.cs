using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Time.Testing;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>The whole reconciler over a cluster and an AWS in memory, in which stream <c>streams/media</c> of table media.content is about to be made.</summary>
internal sealed class ReconcileFixture
{
    public const string Region = "eu-west-1";
    public const string Image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/streampod:1";
    public const string ImageDigest = Image + "@sha256:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    public const string Bucket = "keyspaces-data-1a2b3c4d";
    public const string OldArn = "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/content/stream/2026-01-02T08:15:30.123";
    public const string NewArn = "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/content/stream/2026-02-02T08:15:30.123";

    public static readonly NamespacedName Key = new("streams", "media");
    public static readonly CheckpointAddress Table = new() { Region = Region, Table = "keyspaces-streamer-media-content" };

    private readonly Random _random = new(1);
    private int _callsSeen;
    private int _eventsSeen;

    public ReconcileFixture()
    {
        World = new TestWorld(Clock);
        StreamView = new HeldView<KeyspacesCdcStream>(World.Views.Streams);
        DeploymentView = new HeldView<V1Deployment>(World.Views.Deployments);
        Workload = new InMemoryWorkload(World, Key);
        Streams.AddStream("media", "content", new FoundStream { Arn = OldArn, State = StreamState.Enabled, ViewType = "NEW_AND_OLD_IMAGES" }, "s1");
        Buckets.Add(Bucket, Region);
        Images.Push(Image, ImageDigest[(Image.Length + 1)..]);
        Restart();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public TestWorld World { get; }

    public HeldView<KeyspacesCdcStream> StreamView { get; }

    public HeldView<V1Deployment> DeploymentView { get; }

    public InMemoryWorkload Workload { get; }

    public InMemoryStreamCatalog Streams { get; } = new();

    public InMemoryCheckpointTables Tables { get; } = new();

    public InMemoryBuckets Buckets { get; } = new();

    public InMemoryImages Images { get; } = new();

    public RecordingReconcileObserver Observer { get; } = new();

    public StreamReconciler Reconciler { get; private set; } = null!; // the constructor sets it

    public KeyspacesCdcStream Stream => World.Require<KeyspacesCdcStream>(Key);

    public bool IsGone => World.Find<KeyspacesCdcStream>(Key) is null;

    public V1Deployment Deployment => World.Require<V1Deployment>(Workload.Key);

    /// <summary>The settings document that new pods read.</summary>
    public string Settings => World.Require<V1ConfigMap>(Key with { Name = "media-settings" }).Data["settings.json"];

    /// <summary>What the operator is told; another value counts from the next restart.</summary>
    public ReconcileDefaults Defaults { get; set; } = new() { Region = Region, Image = Image, DisruptionBudgetVersion = "v1" };

    public int AwsCalls => Streams.Calls.Total + Tables.Calls.Total + Buckets.Calls.Total + Images.Calls.Total;

    /// <summary>The operator ends and starts again: it remembers nothing.</summary>
    public void Restart(AllowedEndpoints? allowed = null) => Reconciler = StreamReconcilers.Create(
        Clock, _random, World.Views with { Owned = OwnedViews(), Streams = StreamView }, World.Writer, new AwsParts { Streams = Streams, Tables = Tables, Buckets = Buckets, Images = Images },
        Defaults with { AllowedEndpoints = allowed ?? AllowedEndpoints.None }, Observer);

    /// <summary>Makes the stream, as <c>kubectl apply</c> does.</summary>
    public void Add(Func<KeyspacesCdcStreamSpec, KeyspacesCdcStreamSpec>? change = null, NamespacedName? key = null)
    {
        var (name, spec) = (key ?? Key, new KeyspacesCdcStreamSpec { Source = new SourceSpec { Keyspace = "media", Table = "content" }, Destination = new DestinationSpec { Bucket = Bucket } });
        World.Put(new KeyspacesCdcStream { Metadata = new V1ObjectMeta { NamespaceProperty = name.Namespace, Name = name.Name }, Spec = change is null ? spec : change(spec) });
    }

    public void ChangeSpec(Func<KeyspacesCdcStreamSpec, KeyspacesCdcStreamSpec> change, NamespacedName? key = null) =>
        World.Change<KeyspacesCdcStream>(key ?? Key, stream => stream.Spec = change(stream.Spec));

    public Task<ReconcileResult> ReconcileAsync(NamespacedName? key = null) => Reconciler.ReconcileAsync(key ?? Key, TestContext.Current.CancellationToken);

    /// <summary>Reconciles whenever one is due, until the condition says this: <c>True Streaming</c>, say.</summary>
    public Task UntilAsync(string type, string words, NamespacedName? key = null) => UntilAsync(() => Words(type, key) == words, $"{type} {words}", key);

    /// <inheritdoc cref="UntilAsync(string, string, NamespacedName?)"/>
    public async Task UntilAsync(Func<bool> isReached, string phase, NamespacedName? key = null)
    {
        for (var round = 0; round < 400; round++)
        {
            var result = await ReconcileAsync(key);
            if (isReached())
            {
                return;
            }

            Clock.Advance(PauseAfter(result));
        }

        throw new TimeoutException($"{key ?? Key} never came to '{phase}'. Status: {Status(key)}. Asked for: {string.Join("; ", World.Writer.Calls.TakeLast(20))}");
    }

    /// <summary>Reconciles whenever one is due, for so long.</summary>
    /// <returns>How often.</returns>
    public async Task<int> RunForAsync(TimeSpan time, NamespacedName? key = null)
    {
        var (end, rounds) = (Clock.GetUtcNow() + time, 0);
        while (Clock.GetUtcNow() < end)
        {
            var left = end - Clock.GetUtcNow();
            var pause = PauseAfter(await ReconcileAsync(key));
            Clock.Advance(pause < left ? pause : left);
            Assert.True(++rounds < 10_000, $"{rounds} reconciles within {time - left}: a hot loop.");
        }

        return rounds;
    }

    /// <summary>The stream is made, and runs: pods are ready, the table is claimed, shard s1 is read and committed.</summary>
    public async Task StreamAsync(Func<KeyspacesCdcStreamSpec, KeyspacesCdcStreamSpec>? change = null)
    {
        Add(change);
        await UntilAsync(() => World.Find<V1Deployment>(Workload.Key) is not null, "Deployment");
        Work(OldArn, "s1");
        await UntilAsync(ConditionTypes.Ready, "True Streaming");
        await RunForAsync(TimeSpan.FromMinutes(1));
        _ = (NewCalls(), NewEvents());
    }

    /// <summary>Pods are made as the Deployment asks, and one of them claims the table and reads these shards; it has committed.</summary>
    public void Work(string arn, params string[] shards)
    {
        Workload.Roll();
        Tables.Claim(Table, new TableOwner { StreamArn = arn, Resource = Key.ToString() });
        var pod = Workload.Pods.Select(pod => pod.Metadata.Name).LastOrDefault();
        Report([.. shards.Select(shard => new ShardLease { ShardId = shard, OwnerPod = pod })], [.. pod is null ? Array.Empty<WorkerHeartbeat>() : [Worker(pod, shards.Length)]]);
    }

    public void Report(ShardLease[] leases, params WorkerHeartbeat[] workers) => Tables.Fill(Table, new LeaseReport { Leases = leases, Workers = workers });

    public WorkerHeartbeat Worker(string pod, int shards, double lag = 0, bool hasCommitted = true) => new()
    {
        Pod = pod,
        Progress = new WorkerProgress { Shards = shards, Halted = 0, LagSeconds = lag, IsReady = true, Records = 10, Objects = 2, LastCommitAt = hasCommitted ? Clock.GetUtcNow() : null },
    };

    /// <summary>Status and reason of a condition; empty when it is not there.</summary>
    public string Words(string type, NamespacedName? key = null) =>
        Conditions.Find(World.Find<KeyspacesCdcStream>(key ?? Key)?.Status?.Conditions, type) is { } condition ? $"{condition.Status} {condition.Reason}" : "";

    public string Message(string type) => Conditions.Find(Stream.Status?.Conditions, type)?.Message ?? "";

    /// <summary>What was asked of the API server since the last question.</summary>
    public string[] NewCalls()
    {
        var all = World.Writer.Calls;
        string[] calls = [.. all.Skip(_callsSeen).Where(call => call.Verb != "event").Select(call => call.ToString())];
        _callsSeen = all.Count;
        return calls;
    }

    /// <summary>Events since the last question, such as <c>Warning AccessDenied</c>.</summary>
    public string[] NewEvents()
    {
        var all = World.Writer.Events;
        string[] events = [.. all.Skip(_eventsSeen).Select(happened => $"{(happened.IsWarning ? "Warning" : "Normal")} {happened.Reason}")];
        _eventsSeen = all.Count;
        return events;
    }

    private static TimeSpan PauseAfter(ReconcileResult result)
    {
        var pause = result.RequeueAfter ?? TimeSpan.FromMinutes(1);
        return result.IsFailure && pause > TimeSpan.FromSeconds(5) ? TimeSpan.FromSeconds(5) : pause;
    }

    private string Status(NamespacedName? key) => string.Join(", ", ConditionTypes.All.Select(type => $"{type} {Words(type, key)}"));

    private Dictionary<ResourceKind, IResourceView<IKubernetesObject<V1ObjectMeta>>> OwnedViews() => new(World.Views.Owned) { [ResourceKinds.Deployments] = DeploymentView };
}
