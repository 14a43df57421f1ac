using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Reconciling.Stages;
using KeyspacesStreamer.Operator.Tests.Doubles;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Stages;

/// <summary>What the rows of the lease table mean, and what it means that there are none.</summary>
public sealed class ProgressStageTests
{
    private static readonly Inspection<CheckpointTable> Active = new() { IsAnswered = true, Found = new CheckpointTable { State = CheckpointTableState.Active } };

    private readonly FakeTimeProvider _clock = new();
    private readonly ReconcileState _state;

    public ProgressStageTests() => _state = new ReconcileState("uid", _clock, new Random(1));

    [Fact]
    public async Task Report_TableIsGoneSinceItWasLookedAt_AsksForItAgainAtOnce()
    {
        await AskForTableAsync();

        var result = Report(new AwsResult { Table = Active, Leases = new() { IsAnswered = true } });

        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.Zero), (result.RequeueAfter, _state.Table.RetryIn));
    }

    [Fact]
    public async Task Report_LeasesWereNotRead_SaysNothingOfTheTable()
    {
        await AskForTableAsync();

        var result = Report(new AwsResult { Table = Active });

        Assert.Null(result.RequeueAfter);
        Assert.NotEqual(TimeSpan.Zero, _state.Table.RetryIn);
    }

    [Fact]
    public void Report_LeasesCannotBeRead_SaysThatInsteadOfWhatIsMissing()
    {
        var failure = new ConditionResult(ConditionTypes.Ready, null, ConditionReasons.Unavailable, "Out of reach.");

        var result = Report(new AwsResult { Table = Active, Leases = new() { Condition = failure } });

        Assert.Equal(failure, result.Streaming);
        Assert.Equal([ConditionTypes.RetentionAtRisk], result.Conditions.Select(condition => condition.Type));
    }

    [Fact]
    public void Report_WithoutADeployment_TellsNothing()
    {
        var result = Report(new AwsResult { Table = Active }, deployment: null);

        Assert.Equal((null, null), (result.Report, result.Streaming));
        Assert.Empty(result.Conditions);
    }

    private Task<CheckpointTable?> AskForTableAsync() => _state.Table.GetAsync(
        ReconcileFixture.Table, _ => Task.FromResult(Active.Found), _ => TimeSpan.FromMinutes(5), _ => { }, TestContext.Current.CancellationToken);

    private ProgressResult Report(AwsResult aws) => Report(aws, new V1Deployment());

    private ProgressResult Report(AwsResult aws, V1Deployment? deployment)
    {
        var stream = TestStreams.Minimal("streams", "media", made => made.Spec = made.Spec with { Source = made.Spec.Source with { Table = "content" } });
        var spec = new SpecResult { Addresses = null, SpecValid = new ConditionResult(ConditionTypes.SpecValid, true, ConditionReasons.Valid, "Spec is valid.") };
        return new ProgressStage(_clock, new ReconcileDefaults { Region = ReconcileFixture.Region, Image = "image:1" }).Report(
            new ReconcileContext(stream, _state) { Deployment = deployment }, spec, aws, new CutoverResult { StreamArn = ReconcileFixture.OldArn, StreamResolved = null });
    }
}
