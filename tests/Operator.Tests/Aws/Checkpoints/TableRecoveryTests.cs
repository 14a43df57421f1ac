using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.Tests.Reconciling;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Aws.Checkpoints;

/// <summary>A checkpoint table that the operator created is protected and can be restored; what AWS refuses of that is told and stops nothing.</summary>
public sealed class TableRecoveryTests
{
    private const string Recoverable = nameof(ICheckpointTables.RecoverableAsync);
    private const string Arn = "arn:aws:dynamodb:eu-west-1:*:table/keyspaces-streamer-media-content";
    private readonly ReconcileFixture _fixture = new();

    [Theory]
    [InlineData("Retain", true)]
    [InlineData("Delete", false)]
    public async Task Create_IsProtectedWhenItIsToBeKept(string policy, bool isProtected)
    {
        await _fixture.StreamAsync(spec => spec with { Checkpoint = new CheckpointSpec { DeletionPolicy = policy } });

        Assert.Equal(isProtected, _fixture.Tables.Find(Table)?.IsProtected);
    }

    [Fact]
    public async Task OwnTable_IsMadeRecoverable()
    {
        await _fixture.StreamAsync();

        Assert.True(_fixture.Tables.IsRecoverable(Table));
        Assert.Equal($"DynamoDB table {Table} is active.", _fixture.Message(ConditionTypes.CheckpointTableReady));
    }

    [Fact]
    public async Task OwnTable_SpecSaysFalse_IsNotAskedAbout()
    {
        await _fixture.StreamAsync(spec => spec with { Checkpoint = new CheckpointSpec { PointInTimeRecovery = false } });

        Assert.Equal((false, 0), (_fixture.Tables.IsRecoverable(Table), _fixture.Tables.Calls.CountOf(Recoverable)));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("streams/other", null, null)]
    [InlineData("streams/media", "elsewhere", null)]
    [InlineData("streams/media", null, "streams/other")]
    public async Task TableOfSomebodyElse_IsLeftAlone(string? createdFor, string? createdIn, string? owner)
    {
        _fixture.Tables.Put(Table, new CheckpointTable
        {
            State = CheckpointTableState.Active, CreatedFor = createdFor, CreatedIn = createdIn, Owner = owner is null ? null : new TableOwner { StreamArn = OldArn, Resource = owner },
        });
        _fixture.Add();

        await _fixture.RunForAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(0, _fixture.Tables.Calls.CountOf(Recoverable));
    }

    [Fact]
    public async Task Rest_IsAskedAboutNoMoreOftenThanTheTableIsLookedAt()
    {
        await _fixture.StreamAsync();
        var (looks, asked) = (_fixture.Tables.Calls.CountOf(nameof(ICheckpointTables.DescribeAsync)), _fixture.Tables.Calls.CountOf(Recoverable));

        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));

        Assert.InRange(_fixture.Tables.Calls.CountOf(Recoverable) - asked, 5, _fixture.Tables.Calls.CountOf(nameof(ICheckpointTables.DescribeAsync)) - looks);
    }

    [Theory]
    [InlineData(AwsActions.UpdateBackups, "Point-in-time recovery is off: AWS denied dynamodb:UpdateContinuousBackups on " + Arn + ": allow it to the operator's role.")]
    [InlineData(AwsActions.DescribeBackups, "Whether point-in-time recovery is on is not known: AWS denied dynamodb:DescribeContinuousBackups on " + Arn + ": allow it to the operator's role.")]
    public async Task Denied_StreamRunsAndSaysItOnce(string action, string sentence)
    {
        await _fixture.StreamAsync();
        _fixture.Tables.Calls.FailAlways(Recoverable, AwsFailures.Denied(action, Arn));

        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));
        var message = _fixture.Message(ConditionTypes.CheckpointTableReady);
        _fixture.Restart();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(("True TableActive", "True Streaming"), (_fixture.Words(ConditionTypes.CheckpointTableReady), _fixture.Words(ConditionTypes.Ready)));
        Assert.Equal($"DynamoDB table {Table} is active. {sentence}", message);
        Assert.Equal(["Warning PointInTimeRecoveryOff"], _fixture.NewEvents());
    }

    [Fact]
    public async Task Denied_AllowedLater_SaysNothingMore()
    {
        await _fixture.StreamAsync();
        _fixture.Tables.Calls.FailAlways(Recoverable, AwsFailures.Denied(AwsActions.UpdateBackups, Arn));
        await _fixture.RunForAsync(TimeSpan.FromMinutes(10));

        _fixture.Tables.Calls.Mend(Recoverable);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(10));

        Assert.Equal($"DynamoDB table {Table} is active.", _fixture.Message(ConditionTypes.CheckpointTableReady));
    }

    [Fact]
    public async Task Throttled_AfterADenial_IsNoNews()
    {
        await _fixture.StreamAsync();
        _fixture.Tables.Calls.FailAlways(Recoverable, AwsFailures.Denied(AwsActions.UpdateBackups, Arn));
        await _fixture.RunForAsync(TimeSpan.FromMinutes(10));
        var message = _fixture.Message(ConditionTypes.CheckpointTableReady);

        _fixture.Tables.Calls.FailAlways(Recoverable, AwsFailures.Throttled());
        await _fixture.RunForAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(message, _fixture.Message(ConditionTypes.CheckpointTableReady));
        Assert.Equal(["Warning PointInTimeRecoveryOff"], _fixture.NewEvents());
    }

    [Fact]
    public async Task StoreThatDoesNotKnowIt_IsSaidWithoutAnEvent()
    {
        _fixture.Tables.Recovery = TableRecovery.NotOffered;

        await _fixture.StreamAsync();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(
            ("True Streaming", $"DynamoDB table {Table} is active. Point-in-time recovery is off: its store offers none."),
            (_fixture.Words(ConditionTypes.Ready), _fixture.Message(ConditionTypes.CheckpointTableReady)));
        Assert.Empty(_fixture.NewEvents());
    }

    [Fact]
    public async Task TableTooYoung_IsTurnedOnLater()
    {
        _fixture.Tables.Recovery = TableRecovery.NotYet;
        await _fixture.StreamAsync();
        var message = _fixture.Message(ConditionTypes.CheckpointTableReady);

        _fixture.Tables.Recovery = TableRecovery.On;
        await _fixture.RunForAsync(TimeSpan.FromMinutes(6));

        Assert.Equal($"DynamoDB table {Table} is active.", message);
        Assert.True(_fixture.Tables.IsRecoverable(Table));
    }
}
