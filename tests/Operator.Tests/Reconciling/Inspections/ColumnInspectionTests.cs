using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Tests.Doubles;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Inspections;

/// <summary>A key template may name only columns that the table has, and pods are told which those are.</summary>
public sealed class ColumnInspectionTests
{
    private readonly ReconcileFixture _fixture = new();

    public ColumnInspectionTests() => Know("NEW_AND_OLD_IMAGES", "id", "seq", "region", "title");

    [Fact]
    public async Task Column_OfTheTable_IsToldToThePods()
    {
        await _fixture.StreamAsync(With("{column:region}/{column:id}/{sequenceNumber}"));

        Assert.Equal("True Valid", _fixture.Words(ConditionTypes.SpecValid));
        Assert.Equal("region,id", KeyColumns());
    }

    [Fact]
    public async Task Column_ThatTheTableLacks_IsRefusedWithTheNearestFirstAndNoPodsStart()
    {
        _fixture.Add(With("{column:regoin}/{sequenceNumber}"));

        await _fixture.UntilAsync(ConditionTypes.SpecValid, "False ColumnNotFound");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(
            "spec.destination.keyTemplate: {column:regoin}: table media.content has no column regoin. Write one that it has: region, id, seq, title.", _fixture.Message(ConditionTypes.SpecValid));
        Assert.Equal("False ColumnNotFound", _fixture.Words(ConditionTypes.Ready));
        Assert.Null(_fixture.World.Find<k8s.Models.V1Deployment>(_fixture.Workload.Key));
    }

    [Fact]
    public async Task Column_IsAddedToTheTable_IsTakenUpWithoutAChangeOfTheSpec()
    {
        _fixture.Add(With("{column:country}/{sequenceNumber}"));
        await _fixture.UntilAsync(ConditionTypes.SpecValid, "False ColumnNotFound");

        Know("NEW_AND_OLD_IMAGES", "id", "seq", "region", "title", "country");
        await _fixture.UntilAsync(ConditionTypes.SpecValid, "True Valid");

        Assert.Equal("country", KeyColumns());
    }

    [Fact]
    public async Task TypingErrorInARunningStream_LeavesThePodsAsTheyAre()
    {
        await _fixture.StreamAsync(With("{column:region}/{sequenceNumber}"));
        var settings = _fixture.Settings;

        _fixture.ChangeSpec(With("{column:Region}/{sequenceNumber}"));
        await _fixture.UntilAsync(ConditionTypes.SpecValid, "False ColumnNotFound");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(settings, _fixture.Settings);
        Assert.Equal("True PodsReady", _fixture.Words(ConditionTypes.WorkloadReady));
        Assert.StartsWith("spec.destination.keyTemplate: {column:Region}: table media.content has no column Region. Write one that it has: region,", _fixture.Message(ConditionTypes.SpecValid), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeysOnlyStream_TakesColumnsOfTheKeyAlone()
    {
        Know("KEYS_ONLY", "id", "seq", "region");
        _fixture.Add(With("{column:region}/{sequenceNumber}"));

        await _fixture.UntilAsync(ConditionTypes.SpecValid, "False ColumnNotFound");

        Assert.Equal(
            "spec.destination.keyTemplate: {column:region}: records of a KEYS_ONLY stream do not carry column region of media.content. Write a column of its key: id, seq.",
            _fixture.Message(ConditionTypes.SpecValid));
    }

    [Fact]
    public async Task Columns_CannotBeLookedAt_HoldNobodyUp()
    {
        _fixture.Streams.Columns.Clear();

        await _fixture.StreamAsync(With("{column:anything}/{sequenceNumber}"));

        Assert.Equal("True Valid", _fixture.Words(ConditionTypes.SpecValid));
        Assert.Null(KeyColumns());
    }

    [Fact]
    public async Task Columns_AreNotKnownAnyMore_IsNoReasonToReplacePods()
    {
        await _fixture.StreamAsync(With("{column:region}/{sequenceNumber}"));
        var generation = _fixture.Deployment.Metadata.Generation;

        _fixture.Streams.Columns.Clear();
        _fixture.Restart();
        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        Assert.Equal((generation, "region"), (_fixture.Deployment.Metadata.Generation, KeyColumns()));
    }

    [Fact]
    public async Task TemplateWithoutColumns_AsksForNone()
    {
        await _fixture.StreamAsync();

        Assert.Equal(0, _fixture.Streams.Calls.CountOf(nameof(IStreamCatalog.FindColumnsAsync)));
        Assert.Null(KeyColumns());
    }

    [Fact]
    public async Task AwsIsAway_TheLastAnswerStands()
    {
        await _fixture.StreamAsync(With("{column:region}/{sequenceNumber}"));
        _fixture.Streams.Calls.FailAlways(nameof(IStreamCatalog.FindColumnsAsync), AwsFailures.Unavailable());

        await _fixture.RunForAsync(TimeSpan.FromMinutes(10));

        Assert.Equal("True Valid", _fixture.Words(ConditionTypes.SpecValid));
        Assert.Equal("region", KeyColumns());
    }

    private static Func<KeyspacesCdcStreamSpec, KeyspacesCdcStreamSpec> With(string template) =>
        spec => spec with { Destination = spec.Destination with { KeyTemplate = template } };

    private void Know(string viewType, params string[] columns) => _fixture.Streams.Columns["content"] = new TableColumns(columns, ["id", "seq"], viewType);

    private string? KeyColumns() => _fixture.Deployment.Spec.Template.Spec.Containers[0].Env.FirstOrDefault(variable => variable.Name == "KEY_COLUMNS")?.Value;
}
