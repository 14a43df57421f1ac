using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Reconciling.Stages;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Stages;

/// <summary>SpecValid has one verdict: the spec itself comes first, then its columns, then other streams.</summary>
public sealed class SpecStageTests
{
    private static readonly NamespacedName Key = new("streams", "media");
    private static readonly AwsResult LacksColumn = new() { Columns = new() { Condition = new ConditionResult(ConditionTypes.SpecValid, false, ConditionReasons.ColumnNotFound, "No such column.") } };

    private readonly FakeTimeProvider _clock = new();
    private readonly TestWorld _world;
    private readonly SpecStage _stage;

    public SpecStageTests()
    {
        _world = new TestWorld(_clock);
        _stage = new SpecStage(_world.Views, new ReconcileDefaults { Region = "eu-west-1", Image = "image" });
    }

    [Fact]
    public void Decide_NothingAmiss_IsValidAndNeedsNoOtherLook()
    {
        var (check, result) = Decide(new AwsResult());

        Assert.Equal((null, true, null), (check.Problem, result.IsValid, result.RequeueAfter));
        Assert.Equal(check.Addresses, check.Usable);
        Assert.Equal(check.Addresses, result.Addresses);
    }

    [Fact]
    public void Decide_AnotherStreamStandsInTheWay_LooksAgainBecauseNoWatchTells()
    {
        Put("older");
        _clock.Advance(TimeSpan.FromMinutes(1));

        var (check, result) = Decide(new AwsResult());

        Assert.Null(check.Problem);
        Assert.Equal((ConditionReasons.DuplicateStream, TimeSpan.FromSeconds(30)), (result.SpecValid.Reason, result.RequeueAfter));
    }

    [Fact]
    public void Decide_ColumnIsLackingAndAnotherStreamStandsInTheWay_NamesTheColumn()
    {
        Put("older");
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ConditionReasons.ColumnNotFound, Decide(LacksColumn).Result.SpecValid.Reason);
    }

    [Fact]
    public void Decide_SpecItselfIsWrong_NamesThatAndAsksAwsNothing()
    {
        var (check, result) = Decide(LacksColumn, spec => spec with { Destination = spec.Destination with { Format = "Orc" } });

        Assert.Equal((ConditionReasons.InvalidSpec, false), (result.SpecValid.Reason, result.IsValid));
        Assert.Null(check.Usable);
        Assert.NotNull(check.Addresses);
    }

    private (SpecCheck Check, SpecResult Result) Decide(AwsResult aws, Func<KeyspacesCdcStreamSpec, KeyspacesCdcStreamSpec>? change = null)
    {
        var context = new ReconcileContext(Put(Key.Name, change), new ReconcileState("uid", _clock, new Random(1)));
        var check = _stage.Check(context);
        return (check, _stage.Decide(context, check, aws));
    }

    /// <summary>All of them name one checkpoint table.</summary>
    private KeyspacesCdcStream Put(string name, Func<KeyspacesCdcStreamSpec, KeyspacesCdcStreamSpec>? change = null) => _world.Put(TestStreams.Minimal(Key.Namespace, name, made =>
    {
        made.Spec = made.Spec with { Checkpoint = new CheckpointSpec { Table = "leases" } };
        made.Spec = change?.Invoke(made.Spec) ?? made.Spec;
    }));
}
