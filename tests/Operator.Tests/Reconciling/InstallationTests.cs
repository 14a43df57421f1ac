using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using k8s.Models;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>A checkpoint table serves one resource of one installation with one bucket; whatever else it is, it is left alone.</summary>
public sealed class InstallationTests
{
    private const string Here = "8f0c2f9e";
    private const string There = "3a1b7d42";

    private static readonly TableOwner Owner = new() { StreamArn = OldArn, Resource = Key.ToString(), Installation = Here, Bucket = Bucket };

    private readonly ReconcileFixture _fixture = new();

    public InstallationTests()
    {
        _fixture.Defaults = _fixture.Defaults with { Installation = Here };
        _fixture.Restart();
    }

    [Fact]
    public async Task Pods_AreToldTheInstallation()
    {
        _fixture.Add();

        await _fixture.UntilAsync(() => _fixture.World.Find<V1Deployment>(_fixture.Workload.Key) is not null, "Deployment");

        var settings = SettingsDocument.Read(System.Text.Encoding.UTF8.GetBytes(_fixture.Settings)).Settings;
        Assert.Equal(Here, settings?.Resource.Installation);
        Assert.Equal((Key.ToString(), Here), (_fixture.Tables.Find(Table)?.CreatedFor, _fixture.Tables.Find(Table)?.CreatedIn));
    }

    [Fact]
    public async Task Table_OfAnotherInstallation_IsRefusedWithBothIdsAndWhatToDo()
    {
        _fixture.Tables.Put(Table, new CheckpointTable { State = CheckpointTableState.Active, Owner = Owner with { Installation = There } });
        _fixture.Add();

        await _fixture.UntilAsync(ConditionTypes.CheckpointTableReady, "False ForeignTable");

        Assert.Equal(
            $"DynamoDB table {Table} belongs to the resource of this name in installation {There}, and this is installation {Here}. Make a new KeyspacesCdcStream with a table of its own in spec.checkpoint.table. "
            + $"If that installation does not exist any more, give the operator INSTALLATION_ID={There}, and this one takes its place.",
            _fixture.Message(ConditionTypes.CheckpointTableReady));
        Assert.Null(_fixture.World.Find<V1Deployment>(_fixture.Workload.Key));
    }

    [Fact]
    public async Task Table_WithThePlaceInAnotherBucket_IsRefusedWithHowToGoOn()
    {
        _fixture.Tables.Put(Table, new CheckpointTable { State = CheckpointTableState.Active, Owner = Owner with { Bucket = "old-data" } });
        _fixture.Add();

        await _fixture.UntilAsync(ConditionTypes.CheckpointTableReady, "False ForeignTable");

        Assert.Equal(
            $"DynamoDB table {Table} keeps the place of objects in bucket old-data, and this stream writes to bucket {Bucket}. Make the stream again with spec.destination.bucket: old-data to go on there, "
            + "or with another spec.checkpoint.table; then reading begins at the oldest change that the stream keeps.",
            _fixture.Message(ConditionTypes.CheckpointTableReady));
    }

    [Fact]
    public async Task Table_ClaimedByVersion010_IsTakenOver()
    {
        await _fixture.StreamAsync();

        Assert.Equal(new TableOwner { StreamArn = OldArn, Resource = Key.ToString() }, _fixture.Tables.Find(Table)?.Owner);
        Assert.Equal(("True TableActive", "True Streaming"), (_fixture.Words(ConditionTypes.CheckpointTableReady), _fixture.Words(ConditionTypes.Ready)));
        Assert.Equal(Table.Table, _fixture.Stream.Status?.CheckpointTable);
    }

    [Theory]
    [InlineData(There, Bucket)]
    [InlineData(Here, "old-data")]
    public async Task Deletion_OfATableWithAnotherClaim_KeepsIt(string installation, string bucket)
    {
        _fixture.Tables.Put(Table, new CheckpointTable { State = CheckpointTableState.Active, Owner = Owner with { Installation = installation, Bucket = bucket } });

        await DeleteAsync();

        Assert.NotNull(_fixture.Tables.Find(Table));
        Assert.Contains("Warning CheckpointTableKept", _fixture.NewEvents());
    }

    [Fact]
    public async Task Deletion_OfATableThatNobodyClaimedAndAnotherInstallationCreated_KeepsIt()
    {
        _fixture.Tables.Put(Table, new CheckpointTable { State = CheckpointTableState.Active, CreatedFor = Key.ToString(), CreatedIn = There });

        await DeleteAsync();

        Assert.NotNull(_fixture.Tables.Find(Table));
    }

    [Theory]
    [InlineData(Here)]
    [InlineData(null)]
    public async Task Deletion_OfTheOwnTable_DeletesIt(string? installation)
    {
        _fixture.Tables.Put(Table, new CheckpointTable { State = CheckpointTableState.Active, Owner = Owner with { Installation = installation } });

        await DeleteAsync();

        Assert.Null(_fixture.Tables.Find(Table));
    }

    private async Task DeleteAsync()
    {
        _fixture.Add(spec => spec with { Checkpoint = new CheckpointSpec { DeletionPolicy = "Delete", Create = false } });
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        _fixture.Workload.Stop();
        await _fixture.UntilAsync(() => _fixture.IsGone, "gone");
    }
}
