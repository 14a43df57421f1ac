using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.WorkQueue;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>An empty table takes the place of one that was in use only when a person says so, once, whatever the operator remembers.</summary>
public sealed class TableLossTests
{
    private static readonly NamespacedName Older = new("streams", "older");
    private readonly ReconcileFixture _fixture = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TableInUse_IsDeleted_IsNotCreatedAgainAndToldOnce(bool isRestarted)
    {
        await _fixture.StreamAsync();

        await LoseAsync(isRestarted);

        Assert.Equal((null, "False TableLost", "False TableLost"), (_fixture.Tables.Find(Table), _fixture.Words(ConditionTypes.CheckpointTableReady), _fixture.Words(ConditionTypes.Ready)));
        Assert.Equal(Table.Table, _fixture.Stream.Status?.CheckpointTable);
        Assert.Single(_fixture.NewEvents(), told => told.EndsWith("TableLost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Loss_NamesTheWaysOut()
    {
        await _fixture.StreamAsync();

        await LoseAsync(isRestarted: false);

        Assert.Equal(
            $"DynamoDB table {Table} was in use and no longer exists; the checkpoints of all shards were lost with it. To continue where they were, restore it under its name from a backup, or set spec.suspend to true, let an empty one "
            + "take its place, and fill that from the bucket: streampod leases rebuild. An empty one alone lets the pods begin at the oldest change that the stream keeps. "
            + $"The operator creates an empty one after: kubectl -n streams annotate kcs media keyspaces-streamer.dev/recreate-checkpoint-table={Table.Table}.",
            _fixture.Message(ConditionTypes.CheckpointTableReady));
    }

    [Fact]
    public async Task TableSeenWhileItIsDeleted_IsLostAllTheSame()
    {
        await _fixture.StreamAsync();
        // Of a table that is not active nothing more is read.
        _fixture.Tables.Put(Table, new CheckpointTable { State = CheckpointTableState.Deleting });
        _fixture.Restart();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));
        var whileDeleted = _fixture.Message(ConditionTypes.CheckpointTableReady);

        await LoseAsync(isRestarted: true);

        Assert.Equal($"DynamoDB table {Table} is being deleted, and with it the places of all shards.", whileDeleted);
        Assert.Equal((null, "False TableLost"), (_fixture.Tables.Find(Table), _fixture.Words(ConditionTypes.CheckpointTableReady)));
    }

    [Fact]
    public async Task TableNeverCreatedByTheOperator_IsLostAllTheSame()
    {
        await _fixture.StreamAsync();
        _fixture.ChangeSpec(spec => spec with { Checkpoint = spec.Checkpoint with { Create = false } });

        await LoseAsync(isRestarted: false);
        Annotate(Table.Table);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((null, "False TableLost"), (_fixture.Tables.Find(Table), _fixture.Words(ConditionTypes.CheckpointTableReady)));
        Assert.EndsWith("Create it (hash key leaseKey of type S, on-demand): spec.checkpoint.create is false.", _fixture.Message(ConditionTypes.CheckpointTableReady), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lost_Annotated_IsCreatedOnce(bool isRestarted)
    {
        await _fixture.StreamAsync();
        await LoseAsync(isRestarted);

        Annotate(Table.Table);
        await _fixture.UntilAsync(ConditionTypes.CheckpointTableReady, "True TableActive");
        var spent = _fixture.Stream.Status?.CheckpointTableRecreated;
        await LoseAsync(isRestarted);

        Assert.Equal((Table.Table, "False TableLost", null), (spent, _fixture.Words(ConditionTypes.CheckpointTableReady), _fixture.Tables.Find(Table)));
        Assert.EndsWith("Take the annotation off first: the one that is there was used already.", _fixture.Message(ConditionTypes.CheckpointTableReady), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LostAgain_AnnotationTakenOffAndWrittenAgain_IsCreatedAgain()
    {
        await _fixture.StreamAsync();
        await LoseAsync(isRestarted: false);
        Annotate(Table.Table);
        await _fixture.UntilAsync(ConditionTypes.CheckpointTableReady, "True TableActive");
        await LoseAsync(isRestarted: false);

        Annotate(null);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));
        Annotate(Table.Table);

        await _fixture.UntilAsync(ConditionTypes.CheckpointTableReady, "True TableActive");
    }

    [Fact]
    public async Task AnnotationFromBeforeTheLoss_IsNoOrder()
    {
        await _fixture.StreamAsync();
        Annotate(Table.Table);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        await LoseAsync(isRestarted: true);

        Assert.Null(_fixture.Tables.Find(Table));
    }

    [Fact]
    public async Task AnnotationWithAnotherName_IsNoOrder()
    {
        await _fixture.StreamAsync();
        await LoseAsync(isRestarted: false);

        Annotate("true");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(2));

        Assert.Null(_fixture.Tables.Find(Table));
    }

    [Fact]
    public async Task Lost_Restored_GoesOn()
    {
        await _fixture.StreamAsync();
        var table = _fixture.Tables.Find(Table)!; // the fixture made it
        await LoseAsync(isRestarted: true);

        _fixture.Tables.Put(Table, table);
        _fixture.Work(OldArn, "s1");

        await _fixture.UntilAsync(ConditionTypes.Ready, "True Streaming");
    }

    [Fact]
    public async Task StreamMadeAgainWithoutStatus_GetsATableAsBefore()
    {
        await _fixture.StreamAsync();
        _fixture.Tables.Remove(Table);
        _fixture.World.Change<KeyspacesCdcStream>(Key, stream => stream.Status = null);
        _fixture.Restart();

        await _fixture.UntilAsync(ConditionTypes.CheckpointTableReady, "True TableActive");
    }

    [Fact]
    public async Task Lost_OlderStreamThatNamesItToo_GetsNone()
    {
        await _fixture.StreamAsync();
        _fixture.Add(key: Older);
        // Deleted and made again, the owner is the younger of the two.
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        _fixture.Workload.Stop();
        await _fixture.UntilAsync(() => _fixture.IsGone, "gone");
        await _fixture.StreamAsync();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1), Older);
        var before = _fixture.Words(ConditionTypes.CheckpointTableReady, Older);
        await LoseAsync(isRestarted: true);

        await _fixture.RunForAsync(TimeSpan.FromMinutes(10), Older);

        Assert.Equal(("False ForeignTable", "False TableNotFound"), (before, _fixture.Words(ConditionTypes.CheckpointTableReady, Older)));
        Assert.Null(_fixture.Tables.Find(Table));
    }

    private async Task LoseAsync(bool isRestarted)
    {
        _fixture.Tables.Remove(Table);
        if (isRestarted)
        {
            _fixture.Restart();
        }

        await _fixture.RunForAsync(TimeSpan.FromMinutes(10));
    }

    private void Annotate(string? value) => _fixture.World.Change<KeyspacesCdcStream>(
        Key, stream => stream.Metadata.Annotations = value is null ? null : new Dictionary<string, string> { [StreamApi.RecreateCheckpointTable] = value });
}
