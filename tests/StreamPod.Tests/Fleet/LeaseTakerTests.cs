using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.StreamPod.Tests.Fleet;

public sealed class LeaseTakerTests
{
    private static readonly ShardId Shard = StreamRecords.Shard("a");

    private readonly TestPod _pod = TestPod.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(LeaseFault.ThrowAfter)]
    internal async Task TryTake_AsSeen_BecomesOwnerEvenIfTheAnswerIsLost(LeaseFault? fault)
    {
        var seen = _pod.Own(Shard, lease => lease with { Owner = "media-9/1", Counter = 4, HandoffTo = "media-3/1" });
        if (fault is { } planned)
        {
            _pod.Table.FailNext(LeaseOperation.Update, planned);
        }

        var taken = await new LeaseTaker(_pod.Context).TryTakeAsync(seen, Token);

        Assert.Equal(("media-0/1", 5, 1), (taken!.Owner, taken.Counter, taken.OwnerSwitchesSinceCheckpoint));
        Assert.Null(taken.HandoffTo);
    }

    [Fact]
    public async Task TryTake_ChangedSinceOrNotReached_TakesNothing()
    {
        var seen = _pod.Own(Shard, lease => lease with { Owner = null, Counter = 4 });
        _pod.Table.Put(seen with { Owner = "media-9/1", Counter = 5 });
        Assert.Null(await new LeaseTaker(_pod.Context).TryTakeAsync(seen, Token));

        _pod.Table.Put(seen);
        _pod.Table.FailNext(LeaseOperation.Update, LeaseFault.ThrowBefore);
        Assert.Null(await new LeaseTaker(_pod.Context).TryTakeAsync(seen, Token));
        Assert.Null(_pod.Table[Shard].Owner);
    }
}
