using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.Testing.Pods;

namespace KeyspacesStreamer.StreamPod.Tests.Fleet;

public sealed class LeaseRequestsTests
{
    private readonly TestPod _pod = TestPod.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FreeWhatTheGoneWereGiven_HeirSaidFarewellMeanwhile_FreesItsLeasesAndNoOthers()
    {
        var (given, kept, mine) = (_pod.Source.AddShard("a"), _pod.Source.AddShard("b"), _pod.Source.AddShard("c"));
        _pod.Own(given, lease => lease with { Owner = "media-1/1" });
        _pod.Own(kept, lease => lease with { Owner = "media-2/1" });
        _pod.Own(mine, lease => lease with { Owner = "media-3/1" });
        _pod.Table.Put(new WorkerItem { Name = new WorkerName("media-2", "1"), Heartbeat = 1 });

        await Errands().FreeWhatTheGoneWereGivenAsync(new HashSet<string> { "media-1/1", "media-2/1" }, Token);

        Assert.Null(_pod.Table[given].Owner);
        Assert.Equal("media-2/1", _pod.Table[kept].Owner);
        // Nobody was given this one: its owner's death is judged by its heartbeat, as ever.
        Assert.Equal("media-3/1", _pod.Table[mine].Owner);
    }

    private LeaseRequests Errands()
    {
        var pod = _pod.Context;
        var liveness = new WorkerLiveness(pod.Clock, pod.Worker, pod.Settings.Pod.WorkerTimeout);
        var planner = new LeasePlanner(pod.Worker, liveness, pod.Settings.Pod.WorkerTimeout, pod.Settings.Pod.HandoffTimeout, new Random(1));
        return new LeaseRequests(pod, planner, _pod.Events.Fleet);
    }
}
