using System.Net;
using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Tests.Doubles;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>The checkpoint table goes with its stream when the policy says so and it is the stream's own; nothing about it holds the stream back for ever.</summary>
public sealed class CheckpointTableDeletionTests
{
    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public async Task Delete_PolicyRetain_TableStays()
    {
        await _fixture.StreamAsync();

        await DeleteAsync();

        Assert.True(_fixture.IsGone);
        Assert.NotNull(_fixture.Tables.Find(Table));
        Assert.Empty(_fixture.NewEvents());
    }

    [Fact]
    public async Task Delete_PolicyDelete_TableGoesAfterThePodsAndIsTold()
    {
        await StreamAsync();

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));
        var whileFlushing = _fixture.Tables.Find(Table);
        await DeleteAsync();

        Assert.NotNull(whileFlushing);
        Assert.Null(_fixture.Tables.Find(Table));
        Assert.True(_fixture.IsGone);
        Assert.Equal(["Normal CheckpointTableDeleted"], _fixture.NewEvents());
    }

    [Theory]
    [InlineData("streams/media", null, false)]
    [InlineData(null, "streams/media", false)]
    [InlineData("streams/media", "streams/other", false)]
    [InlineData("streams/other", "streams/media", true)]
    [InlineData(null, "streams/other", true)]
    [InlineData(null, null, true)]
    public async Task Delete_PolicyDelete_OnlyTheOwnTableGoes(string? owner, string? createdFor, bool isKept)
    {
        await StreamAsync();
        _fixture.Tables.Put(Table, new CheckpointTable { State = CheckpointTableState.Active, CreatedFor = createdFor, Owner = owner is null ? null : new TableOwner { StreamArn = OldArn, Resource = owner } });

        await DeleteAsync();

        Assert.Equal((isKept, true), (_fixture.Tables.Find(Table) is not null, _fixture.IsGone));
        Assert.Equal([isKept ? "Warning CheckpointTableKept" : "Normal CheckpointTableDeleted"], _fixture.NewEvents());
    }

    [Fact]
    public async Task Delete_PolicyWasRetainBefore_ProtectionIsTurnedOffFirst()
    {
        await _fixture.StreamAsync();
        _fixture.ChangeSpec(spec => spec with { Checkpoint = spec.Checkpoint with { DeletionPolicy = "Delete" } });
        await _fixture.ReconcileAsync();

        await DeleteAsync();

        Assert.Null(_fixture.Tables.Find(Table));
        Assert.Equal(["Normal CheckpointTableDeleted"], _fixture.NewEvents());
    }

    [Theory]
    [InlineData("streams/media", null)]
    [InlineData("streams/media", "streams/other")]
    [InlineData(null, "streams/other")]
    public async Task Delete_ProtectedTableThatTheOperatorDidNotCreateForIt_IsKept(string? owner, string? createdFor)
    {
        await StreamAsync();
        _fixture.Tables.Put(Table, new CheckpointTable
        {
            State = CheckpointTableState.Active, IsProtected = true, CreatedFor = createdFor, Owner = owner is null ? null : new TableOwner { StreamArn = OldArn, Resource = owner },
        });

        await DeleteAsync();

        Assert.Equal((true, true), (_fixture.Tables.Find(Table) is { IsProtected: true }, _fixture.IsGone));
        Assert.Equal(["Warning CheckpointTableKept"], _fixture.NewEvents());
    }

    [Fact]
    public async Task Delete_ProtectionMayNotBeTurnedOff_NamesThePermission()
    {
        await _fixture.StreamAsync();
        _fixture.ChangeSpec(spec => spec with { Checkpoint = spec.Checkpoint with { DeletionPolicy = "Delete" } });
        _fixture.Tables.Calls.FailAlways("UnprotectAsync", AwsFailures.Denied(AwsActions.UpdateTable, "arn:test:table"));

        await DeleteAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("AWS denied dynamodb:UpdateTable on arn:test:table", _fixture.Message(ConditionTypes.Ready), StringComparison.Ordinal);
        Assert.NotNull(_fixture.Tables.Find(Table));
    }

    [Fact]
    public async Task Delete_TableIsGoneAlready_IsAsItShouldBe()
    {
        await StreamAsync();
        _fixture.Tables.Remove(Table);

        await DeleteAsync();

        Assert.True(_fixture.IsGone);
        Assert.Empty(_fixture.NewEvents());
    }

    [Theory]
    [InlineData("DescribeAsync", nameof(AwsFaultKind.Denied))]
    [InlineData("DescribeAsync", nameof(AwsFaultKind.Unavailable))]
    [InlineData("DescribeAsync", nameof(AwsFaultKind.Throttled))]
    [InlineData("DeleteAsync", nameof(AwsFaultKind.Denied))]
    [InlineData("DeleteAsync", nameof(AwsFaultKind.Unavailable))]
    [InlineData("DeleteAsync", nameof(AwsFaultKind.Refused))]
    public async Task Delete_AwsDoesNotDoIt_EndsAfterFiveMinutesWithAnEvent(string method, string kind)
    {
        await StreamAsync();
        _fixture.Tables.Calls.FailAlways(method, AwsFailures.Of(kind, "dynamodb:DeleteTable", "arn:test:table"));

        await DeleteAsync(TimeSpan.FromMinutes(4.5));
        var (early, message) = (_fixture.IsGone, _fixture.Message(ConditionTypes.Ready));
        await _fixture.RunForAsync(TimeSpan.FromMinutes(2.5));

        Assert.Equal((false, true), (early, _fixture.IsGone));
        Assert.StartsWith("Waiting to delete the checkpoint table: ", message, StringComparison.Ordinal);
        Assert.Equal(["Warning CheckpointTableLeft"], _fixture.NewEvents());
        Assert.InRange(_fixture.Tables.Calls.CountOf(method), 2, 20);
    }

    [Fact]
    public async Task Delete_PermissionIsGivenMeanwhile_TableGoes()
    {
        await StreamAsync();
        _fixture.Tables.Calls.FailAlways("DeleteAsync", AwsFailures.Denied("dynamodb:DeleteTable", "arn:test:table"));
        await DeleteAsync(TimeSpan.FromMinutes(2));

        _fixture.Tables.Calls.Mend("DeleteAsync");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(2));

        Assert.True(_fixture.IsGone);
        Assert.Null(_fixture.Tables.Find(Table));
    }

    [Fact]
    public async Task Delete_PodsFlushedForLong_LeavesTheTableItsOwnFiveMinutes()
    {
        await _fixture.StreamAsync(spec => spec with { Checkpoint = new CheckpointSpec { DeletionPolicy = "Delete" }, Pod = new PodSpec { TerminationGracePeriodSeconds = 600 } });
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(8));
        _fixture.Tables.Calls.FailNext("DeleteAsync", AwsFailures.Throttled());

        await DeleteAsync();

        Assert.True(_fixture.IsGone);
        Assert.Null(_fixture.Tables.Find(Table));
        Assert.Equal(["Normal CheckpointTableDeleted"], _fixture.NewEvents());
    }

    [Fact]
    public async Task Delete_SpecHasBecomeInvalid_TableGoesAllTheSame()
    {
        await StreamAsync();
        _fixture.ChangeSpec(spec => spec with { Destination = spec.Destination with { Format = "Orc" } });
        await _fixture.ReconcileAsync();
        _fixture.NewEvents();

        await DeleteAsync();

        Assert.True(_fixture.IsGone);
        Assert.Null(_fixture.Tables.Find(Table));
    }

    [Fact]
    public async Task Delete_TableCannotBeFoundBecauseOfItsEndpoint_IsTold()
    {
        await StreamAsync();
        _fixture.ChangeSpec(spec => spec with { Checkpoint = spec.Checkpoint with { Endpoint = "not an address" } });
        await _fixture.ReconcileAsync();
        _fixture.NewEvents();

        await DeleteAsync();

        Assert.True(_fixture.IsGone);
        Assert.Equal(["Warning CheckpointTableLeft"], _fixture.NewEvents());
    }

    [Fact]
    public async Task Delete_OperatorCrashesBeforeItLetsGo_IsDoneOnce()
    {
        await StreamAsync();
        _fixture.Workload.Stop();
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.ReconcileAsync();
        _fixture.World.Writer.FailNext(call => call.Verb == "unfinalize", new ApiServerException(HttpStatusCode.InternalServerError, "InternalError", "crash"));
        await Assert.ThrowsAsync<ApiServerException>(() => _fixture.ReconcileAsync());
        _fixture.Restart();

        await _fixture.RunForAsync(TimeSpan.FromSeconds(30));

        Assert.Equal((true, 1), (_fixture.IsGone, _fixture.Tables.Calls.CountOf("DeleteAsync")));
    }

    [Fact]
    public async Task Delete_DependentsAreToBeOrphaned_TableStaysWithThePodsThatGoOn()
    {
        await StreamAsync();
        _fixture.World.Change<KeyspacesCdcStream>(Key, stream => stream.Metadata.Finalizers = [StreamApi.Finalizer, "orphan"]);

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.RunForAsync(TimeSpan.FromSeconds(10));

        Assert.NotNull(_fixture.Tables.Find(Table));
        Assert.Equal(["orphan"], _fixture.Stream.Metadata.Finalizers);
        Assert.Equal(["Warning CheckpointTableKept"], _fixture.NewEvents());
    }

    private Task StreamAsync() => _fixture.StreamAsync(spec => spec with { Checkpoint = new CheckpointSpec { DeletionPolicy = "Delete" } });

    /// <summary>Deletes the stream, whose pods are gone at once.</summary>
    private async Task DeleteAsync(TimeSpan? time = null)
    {
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        _fixture.Workload.Stop();
        await _fixture.RunForAsync(time ?? TimeSpan.FromSeconds(30));
    }
}
