using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards.Recovery;
using KeyspacesStreamer.StreamPod.Tests.Shards;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.StreamPod.Tests.Fleet;

public sealed class ShardSyncTests
{
    private readonly TestPod _pod = TestPod.Create(settings => settings.With(source => source with { StartFrom = StartFrom.Latest }));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_FirstFillingAtLatest_PassesOverClosedShardsAndRemembersWhen()
    {
        var (closed, left, _) = Lineage();
        Claim();

        Assert.Equal(3, await new ShardSync(_pod.Context).RunAsync(Token));

        Assert.Equal(Checkpoint.ShardEnd, _pod.Table[closed].Checkpoint);
        Assert.Equal((Checkpoint.Latest, _pod.Clock.GetUtcNow()), (_pod.Table[left].Checkpoint, _pod.Table[left].LatestSince));
        Assert.True(_pod.Table.Owner!.IsSeeded);
    }

    [Fact]
    public async Task Run_FirstFillingCutShort_GoesOnFromTheMomentItBegan()
    {
        var (closed, left, right) = Lineage();
        Claim();
        _pod.Table.FailNext(LeaseOperation.Create, LeaseFault.ThrowBefore, right.Value, new InvalidOperationException("crash"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new ShardSync(_pod.Context).RunAsync(Token));
        var began = _pod.Clock.GetUtcNow();
        _pod.Clock.Advance(TimeSpan.FromHours(1));

        await new ShardSync(_pod.Context).RunAsync(Token);

        Assert.Equal((Checkpoint.Latest, began), (_pod.Table[right].Checkpoint, _pod.Table[right].LatestSince));
        Assert.Equal(Checkpoint.Latest, _pod.Table[left].Checkpoint);
        Assert.Equal(Checkpoint.ShardEnd, _pod.Table[closed].Checkpoint);
    }

    [Fact]
    public async Task Run_ParentCameAndWentUnread_TheChildTellsALossFromItsBeginning()
    {
        var shard = _pod.Source.AddShard("a");
        Claim();
        await new ShardSync(_pod.Context).RunAsync(Token);
        var (gone, kept) = _pod.Source.Split(shard, "b", "c");
        var (orphan, _) = _pod.Source.Split(gone, "d", "e");
        _pod.Source.Remove(gone);

        await new ShardSync(_pod.Context).RunAsync(Token);

        Assert.Equal(RetentionCheck.BeforeEverything, _pod.Table[orphan].PromisedSince);
        Assert.Equal(_pod.Clock.GetUtcNow(), _pod.Table[kept].PromisedSince);
    }

    [Fact]
    public async Task Run_ShardThatAppearsLater_BeginsAtItsOldestRecord()
    {
        var (_, left, _) = Lineage();
        Claim();
        var sync = new ShardSync(_pod.Context);
        await sync.RunAsync(Token);
        var (child, _) = _pod.Source.Split(left, "d", "e");

        await sync.RunAsync(Token);

        Assert.Equal(Checkpoint.TrimHorizon, _pod.Table[child].Checkpoint);
        Assert.Null(_pod.Table[child].LatestSince);
    }

    [Fact]
    public async Task Run_Lineage_MakesParentsBeforeChildren()
    {
        var child = StreamRecords.Shard("a");
        var parent = _pod.Source.AddShard("z");
        _pod.Source.Merge("a", parent);
        var made = new List<string>();
        _pod.Table.After = (call, _) =>
        {
            if (call.Operation == LeaseOperation.Create)
            {
                made.Add(call.Key);
            }

            return Task.CompletedTask;
        };

        await new ShardSync(_pod.Context).RunAsync(Token);

        Assert.Equal([parent.Value, child.Value], made);
    }

    [Fact]
    public async Task Run_ParentNeitherListedNorLeased_IsGone()
    {
        var parent = StreamRecords.Shard("gone");
        _pod.Source.AddShard("b", parent);
        var sync = new ShardSync(_pod.Context);

        await sync.RunAsync(Token);

        Assert.Equal([parent], sync.Gone);
    }

    [Theory]
    [InlineData("TRIM_HORIZON", 49, true)]
    [InlineData("100", 49, false)]
    [InlineData("100", 47, true)]
    public async Task Run_FinishedLeaseOfAGoneShard_IsDroppedTwoDaysLaterOnceItsChildrenAreOn(string checkpoint, int hours, bool stays)
    {
        var parent = StreamRecords.Shard("a");
        var child = _pod.Source.AddShard("b", parent);
        _pod.Own(parent, lease => lease with { Owner = null, Checkpoint = Checkpoint.ShardEnd, LastCommitAt = _pod.Clock.GetUtcNow() });
        _pod.Own(child, lease => lease with { Checkpoint = Checkpoint.Parse(checkpoint), Parents = [parent] });
        _pod.Clock.Advance(TimeSpan.FromHours(hours));

        await new ShardSync(_pod.Context).RunAsync(Token);

        Assert.Equal(stays, _pod.Table.Leases.Any(lease => lease.ShardId == parent));
    }

    [Fact]
    public async Task Run_LeaseThatKnowsOneParentOfAMergedShard_LearnsTheOther()
    {
        var (left, right) = (_pod.Source.AddShard("a"), _pod.Source.AddShard("b"));
        var merged = _pod.Source.AddShard("c", left, right);
        _pod.Own(merged, lease => lease with { Owner = null, Checkpoint = Checkpoint.TrimHorizon, Parents = [left] });

        await new ShardSync(_pod.Context).RunAsync(Token);

        Assert.Equal([left, right], _pod.Table[merged]!.Parents);
    }

    [Fact]
    public async Task Claim_TableOfAnotherStreamOrResource_IsRefused()
    {
        await TableClaim.ClaimAsync(_pod.Table, TestPod.Settings, StreamRecords.Stream, _pod.Context.Retrier, Token);
        await TableClaim.ClaimAsync(_pod.Table, TestPod.Settings, StreamRecords.Stream, _pod.Context.Retrier, Token);

        _pod.Table.Put(_pod.Table.Owner! with { Resource = "default/other" });
        var problem = await Assert.ThrowsAsync<FatalFaultException>(() => TableClaim.ClaimAsync(_pod.Table, TestPod.Settings, StreamRecords.Stream, _pod.Context.Retrier, Token));

        Assert.Contains("default/other", problem.Message, StringComparison.Ordinal);
        _pod.Table.Put(new TableOwner { StreamArn = "arn:other", Resource = "default/media-content" });
        await Assert.ThrowsAsync<FatalFaultException>(() => TableClaim.ClaimAsync(_pod.Table, TestPod.Settings, StreamRecords.Stream, _pod.Context.Retrier, Token));
    }

    private void Claim() => _pod.Table.Put(new TableOwner { StreamArn = StreamRecords.Arn, Resource = "default/media-content" });

    private (ShardId Closed, ShardId Left, ShardId Right) Lineage()
    {
        var closed = _pod.Source.AddShard("a");
        var (left, right) = _pod.Source.Split(closed, "b", "c");
        return (closed, left, right);
    }
}
