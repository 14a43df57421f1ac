using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>A second stream with the same checkpoint table waits for the first, and disturbs it in nothing.</summary>
public sealed class RivalStreamTests
{
    private static readonly NamespacedName Younger = new("streams", "younger");
    private static readonly NamespacedName Stranger = new("strangers", "younger");

    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public async Task Younger_SameTable_IsRefusedAndMakesNothing()
    {
        await _fixture.StreamAsync();
        _fixture.Add(key: Younger);

        await _fixture.RunForAsync(TimeSpan.FromMinutes(5), Younger);

        Assert.Equal(("False DuplicateStream", "False DuplicateStream"), (_fixture.Words(ConditionTypes.SpecValid, Younger), _fixture.Words(ConditionTypes.Ready, Younger)));
        Assert.DoesNotContain(_fixture.NewCalls(), call => call.StartsWith("apply", StringComparison.Ordinal));
        Assert.Equal(["Warning DuplicateStream", "Warning ForeignTable"], _fixture.NewEvents());
    }

    [Fact]
    public async Task Older_GetsARival_StaysAsItIs()
    {
        await _fixture.StreamAsync();
        _fixture.Add(key: Younger);
        await _fixture.ReconcileAsync(Younger);
        _fixture.NewCalls();

        await _fixture.RunForAsync(TimeSpan.FromMinutes(5));

        Assert.Equal("True Streaming", _fixture.Words(ConditionTypes.Ready));
        Assert.Empty(_fixture.NewCalls());
    }

    [Fact]
    public async Task Younger_OlderIsGone_GoesOnByItself()
    {
        await _fixture.StreamAsync();
        _fixture.Add(key: Younger);
        await _fixture.ReconcileAsync(Younger);
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.ReconcileAsync(Younger);
        var whileOlderEnds = _fixture.Words(ConditionTypes.SpecValid, Younger);

        _fixture.Workload.Stop();
        await _fixture.UntilAsync(() => _fixture.IsGone, "gone");
        _fixture.Tables.Remove(Table);
        await _fixture.UntilAsync(() => _fixture.World.Find<V1Deployment>(Younger with { Name = "younger-stream" }) is not null, "Deployment", Younger);

        Assert.Equal("False DuplicateStream", whileOlderEnds);
        Assert.Equal("True Valid", _fixture.Words(ConditionTypes.SpecValid, Younger));
    }

    [Fact]
    public async Task Younger_IsDeletedWithItsTable_LeavesTheTableToTheOlder()
    {
        await _fixture.StreamAsync();
        _fixture.Add(spec => spec with { Checkpoint = new CheckpointSpec { DeletionPolicy = "Delete" } }, Younger);
        await _fixture.ReconcileAsync(Younger);

        _fixture.World.Delete<KeyspacesCdcStream>(Younger);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1), Younger);

        Assert.Null(_fixture.World.Find<KeyspacesCdcStream>(Younger));
        Assert.NotNull(_fixture.Tables.Find(Table));
    }

    [Fact]
    public async Task Owner_IsMadeAgainAfterAStrangerNamedItsTable_GoesOnWhereItStood()
    {
        await _fixture.StreamAsync();
        _fixture.Add(key: Stranger);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1), Stranger);
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        _fixture.Workload.Stop();
        await _fixture.UntilAsync(() => _fixture.IsGone, "gone");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(6), Stranger);

        _fixture.Add();
        await _fixture.UntilAsync(() => _fixture.World.Find<V1Deployment>(Key with { Name = "media-stream" }) is not null, "Deployment");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(6), Stranger);

        Assert.Equal("True Valid", _fixture.Words(ConditionTypes.SpecValid));
        Assert.Null(_fixture.World.Find<V1Deployment>(Stranger with { Name = "younger-stream" }));
    }

    [Fact]
    public async Task Stranger_NamesTheTableOfAnotherNamespace_LearnsNoName()
    {
        await _fixture.StreamAsync();
        _fixture.Add(key: Stranger);

        await _fixture.RunForAsync(TimeSpan.FromMinutes(1), Stranger);

        var said = string.Join(' ', _fixture.World.Require<KeyspacesCdcStream>(Stranger).Status!.Conditions!.Select(condition => condition.Message)); // it was reconciled
        Assert.Contains("another namespace", said, StringComparison.Ordinal);
        Assert.DoesNotContain("streams/media", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Owner_IsMadeAgainAfterAStrangerNamedItsObjects_GoesOnWhereItStood()
    {
        _fixture.Add(spec => spec with { Checkpoint = new CheckpointSpec { Table = "of-the-stranger" } }, Stranger);
        await _fixture.ReconcileAsync(Stranger);
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Tables.Put(Table, new() { State = CheckpointTableState.Active, Owner = new() { StreamArn = OldArn, Resource = Key.ToString() } });

        _fixture.Add();
        await _fixture.UntilAsync(() => _fixture.World.Find<V1Deployment>(Key with { Name = "media-stream" }) is not null, "Deployment");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(6), Stranger);

        Assert.Equal(("True Valid", "False DuplicateStream"), (_fixture.Words(ConditionTypes.SpecValid), _fixture.Words(ConditionTypes.SpecValid, Stranger)));
    }
}
