using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Time.Testing;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>What is remembered of a stream at rest hides no change, and what fails is left alone for a while.</summary>
public sealed class RestTests
{
    private const string Region = "eu-west-1";
    private const string Before = "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content/stream/2025-01-02T03:04:05.678";
    private const string Latest = "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content/stream/2026-01-02T03:04:05.678";
    private static readonly NamespacedName Key = new("apps", "media");
    private static readonly CheckpointAddress Table = new() { Region = Region, Table = "keyspaces-streamer-media-media_content" };

    private readonly FakeTimeProvider _clock = new();
    private readonly TestWorld _world;
    private readonly InMemoryStreamCatalog _streams = new();
    private readonly InMemoryCheckpointTables _tables = new();
    private readonly StreamReconciler _reconciler;

    public RestTests()
    {
        _world = new TestWorld(_clock);
        var buckets = new InMemoryBuckets();
        buckets.Add("keyspaces-data-1a2b3c4d", Region);
        _streams.AddTable("media", "media_content");
        _streams.AddStream("media", "media_content", new FoundStream { Arn = Latest, State = StreamState.Enabled, ViewType = "NEW_IMAGE" });
        _world.Put(TestStreams.Minimal(Key.Namespace, Key.Name));
        var aws = new AwsParts { Streams = _streams, Tables = _tables, Buckets = buckets, Images = new InMemoryImages() };
        _reconciler = StreamReconcilers.Create(
            _clock, new Random(1), _world.Views, _world.Writer, aws, new ReconcileDefaults { Region = Region, Image = "registry.example/streampod:1.2.3" }, new QuietReconciles());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reconcile_ChangeOfAnObjectInShape_IsMended()
    {
        await RestAsync();

        _world.Change<V1ConfigMap>(Key with { Name = "media-settings" }, map => map.Data["settings.json"] = "{}");
        await _reconciler.ReconcileAsync(Key, Token);

        Assert.NotEqual("{}", _world.Require<V1ConfigMap>(Key with { Name = "media-settings" }).Data["settings.json"]);
    }

    [Fact]
    public async Task Reconcile_ObjectInShapeIsGone_IsMadeAgain()
    {
        await RestAsync();

        _world.Delete<V1Service>(Key with { Name = "media-metrics" });
        await _reconciler.ReconcileAsync(Key, Token);

        Assert.NotNull(_world.Find<V1Service>(Key with { Name = "media-metrics" }));
    }

    [Fact]
    public async Task Reconcile_OtherSpec_IsTakenUp()
    {
        await RestAsync();

        _world.Put(TestStreams.Minimal(Key.Namespace, Key.Name, stream =>
        {
            stream.Metadata = _world.Require<KeyspacesCdcStream>(Key).Metadata;
            stream.Spec = stream.Spec with { Replicas = 3, Destination = stream.Spec.Destination with { Prefix = "other/" } };
        }));
        await _reconciler.ReconcileAsync(Key, Token);

        Assert.Equal(3, _world.Require<V1Deployment>(Key with { Name = "media-stream" }).Spec.Replicas);
        Assert.Contains("other/", _world.Require<V1ConfigMap>(Key with { Name = "media-settings" }).Data["settings.json"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconcile_AtRest_WritesNothing()
    {
        await RestAsync();
        var before = _world.Writer.Calls.Count;

        await _reconciler.ReconcileAsync(Key, Token);

        Assert.Equal(before, _world.Writer.Calls.Count);
    }

    [Fact]
    public async Task Reconcile_TableIsDeleted_IsNoticedAtTheNextLooksAtTheLeases()
    {
        await RestAsync();

        _tables.Remove(Table);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await _reconciler.ReconcileAsync(Key, Token);
        await _reconciler.ReconcileAsync(Key, Token);

        Assert.Equal(
            ConditionReasons.TableLost, Conditions.Find(_world.Require<KeyspacesCdcStream>(Key).Status?.Conditions, ConditionTypes.CheckpointTableReady)?.Reason);
    }

    [Fact]
    public async Task Reconcile_SwitchIsDenied_IsTriedAgainAfterAMinute()
    {
        _tables.Put(Table, new CheckpointTable { State = CheckpointTableState.Active });
        _tables.Claim(Table, new TableOwner { StreamArn = Before, Resource = Key.ToString() });
        _tables.Calls.FailAlways(nameof(ICheckpointTables.TrySwitchStreamAsync), new AwsCallException(AwsFaultKind.Denied, AwsActions.UpdateItem, "arn", "Denied.", null));

        for (var second = 0; second < 40; second++)
        {
            await _reconciler.ReconcileAsync(Key, Token);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, _tables.Calls.CountOf(nameof(ICheckpointTables.TrySwitchStreamAsync)));
        _tables.Calls.Mend(nameof(ICheckpointTables.TrySwitchStreamAsync));
        _clock.Advance(TimeSpan.FromSeconds(40));
        await _reconciler.ReconcileAsync(Key, Token);
        Assert.Equal(Latest, _tables.Find(Table)?.Owner?.StreamArn);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(6, 30)]
    public async Task Reconcile_NotReady_ReadsTheLeasesLessOftenAfterAWhile(int minutes, int pace)
    {
        await RestAsync();
        _clock.Advance(TimeSpan.FromMinutes(minutes));
        await _reconciler.ReconcileAsync(Key, Token);
        var before = _tables.Calls.CountOf(nameof(ICheckpointTables.ReadAsync));

        for (var second = 0; second < 120; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await _reconciler.ReconcileAsync(Key, Token);
        }

        Assert.InRange(_tables.Calls.CountOf(nameof(ICheckpointTables.ReadAsync)) - before, 120 / pace * 0.7, 120 / pace * 1.3);
    }

    /// <summary>Until nothing is left to do.</summary>
    private async Task RestAsync()
    {
        for (var time = 0; time < 5; time++)
        {
            await _reconciler.ReconcileAsync(Key, Token);
            _clock.Advance(TimeSpan.FromSeconds(3));
        }
    }
}
