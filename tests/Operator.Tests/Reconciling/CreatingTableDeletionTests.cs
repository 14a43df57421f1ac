using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Configuration;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>A stream that is deleted while its checkpoint table is still being created.</summary>
public sealed class CreatingTableDeletionTests
{
    private static readonly NamespacedName Key = new("media", "content");

    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryCheckpointTables _tables = new();
    private readonly TestWorld _world;
    private readonly StreamDeletion _deletion;

    public CreatingTableDeletionTests()
    {
        _world = new TestWorld(_clock);
        _deletion = new StreamDeletion(_clock, _world.Writer, _tables, new ReconcileDefaults { Region = "eu-west-1", Image = "image" }, new ReconcileReporter(new OperatorMetrics(OperatorVersion.Text, "lease", 1), NullLogger.Instance));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TableIsBeingCreated_WaitsAndDeletesItWhenItIsThere()
    {
        var stream = _world.Put(TestStreams.Minimal(Key.Namespace, Key.Name, made =>
        {
            made.Metadata.Finalizers = [StreamApi.Finalizer];
            made.Spec = made.Spec with { Checkpoint = new CheckpointSpec { DeletionPolicy = nameof(CheckpointDeletionPolicy.Delete) } };
        }));
        var addresses = StreamAddresses.Of(stream.Spec, "eu-west-1");
        _tables.Put(addresses.Checkpoint, new CheckpointTable { State = CheckpointTableState.Creating });
        var memory = new ReconcileState(stream.Metadata.Uid, _clock, new Random(1));

        var first = await _deletion.RunAsync(new ReconcileContext(stream, memory), addresses, Token);
        Assert.NotNull(first.RequeueAfter);
        _tables.Put(addresses.Checkpoint, new CheckpointTable { State = CheckpointTableState.Active, CreatedFor = Key.ToString() });
        _clock.Advance(TimeSpan.FromSeconds(5));
        var second = await _deletion.RunAsync(new ReconcileContext(stream, memory), addresses, Token);

        Assert.Null(second.RequeueAfter);
        Assert.Equal(1, _tables.Calls.CountOf(nameof(ICheckpointTables.DeleteAsync)));
    }
}
