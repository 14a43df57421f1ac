using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Leases;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

public sealed class LeasePlannerTests
{
    private static readonly WorkerName Me = new("media-0", "1");
    private static readonly WorkerName Other = new("media-1", "1");

    private readonly FakeTimeProvider _clock = new();
    private readonly WorkerLiveness _liveness;
    private readonly LeasePlanner _planner;

    public LeasePlannerTests()
    {
        _liveness = new WorkerLiveness(_clock, Me, TimeSpan.FromSeconds(10));
        _planner = new LeasePlanner(Me, _liveness, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), new Random(3));
    }

    [Fact]
    public void Plan_FreeLeases_TakesItsShareOfTwoWorkers()
    {
        var plan = Plan([.. Enumerable.Range(1, 6).Select(number => Lease(number))], Me, Other);

        Assert.Equal(3, plan.Take.Count);
    }

    [Fact]
    public void Plan_ParentUnfinished_LeavesTheChildAlone()
    {
        var plan = Plan([Lease(1, Other), Lease(2) with { Parents = [Shard(1)] }], Me, Other);

        Assert.Empty(plan.Take);
        Assert.Empty(plan.UnknownParents);
    }

    [Fact]
    public void Plan_OneOfTwoParentsUnfinished_LeavesTheChildAlone()
    {
        var finished = Lease(1) with { Checkpoint = Checkpoint.ShardEnd };

        Assert.Empty(Plan([finished, Lease(2, Other), Lease(3) with { Parents = [Shard(1), Shard(2)] }], Me, Other).Take);
        Assert.Equal([Shard(3)], Plan([finished, Lease(3) with { Parents = [Shard(1)] }], Me).Take.Select(lease => lease.ShardId));
    }

    [Fact]
    public void Plan_ParentWithoutALease_WaitsUntilAListingShowsItIsGone()
    {
        var child = Lease(2) with { Parents = [Shard(1)] };

        var before = Plan([child], Me);
        var after = _planner.Plan(Snapshot([child], Me), new Dictionary<ShardId, long>(), new HashSet<ShardId> { Shard(1) });

        Assert.Empty(before.Take);
        Assert.Equal([Shard(1)], before.UnknownParents);
        Assert.Single(after.Take);
        Assert.Empty(after.UnknownParents);
    }

    [Fact]
    public void Plan_OwnRequestUnanswered_IsWithdrawnAfterThirtySeconds()
    {
        var asked = Lease(1, Other) with { HandoffTo = Me.ToString() };
        _planner.RecordRequest(Shard(1), _clock.GetTimestamp());
        Assert.Empty(Plan([asked], Me, Other).Withdraw);

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(Plan([asked], Me, Other).Withdraw);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([asked], Plan([asked], Me, Other).Withdraw);
    }

    [Fact]
    public void Plan_RequestOfADeadWorkerForMyLease_IsWithdrawnAndNotServed()
    {
        var asked = Lease(1, Me) with { HandoffTo = "media-7/1" };

        var plan = Plan([asked], Me, Other);

        Assert.Empty(plan.GiveAway);
        Assert.Equal([asked], plan.Withdraw);
        Assert.Equal([Shard(1)], Plan([asked with { HandoffTo = Other.ToString() }], Me, Other).GiveAway.Select(lease => lease.ShardId));
    }

    [Fact]
    public void Plan_TableGivesMyShardToAnother_IsLostOnlyByAHigherCounter()
    {
        var held = new Dictionary<ShardId, long> { [Shard(1)] = 5 };
        var snapshot = Snapshot([Lease(1, Other) with { Counter = 6 }], Me, Other);
        var late = Snapshot([Lease(1, Other) with { Counter = 4 }], Me, Other);

        Assert.Equal([Shard(1)], _planner.Plan(snapshot, held, new HashSet<ShardId>()).Lost);
        Assert.Empty(_planner.Plan(late, held, new HashSet<ShardId>()).Lost);
    }

    [Fact]
    public void Plan_LeaseUnderMyNameIDoNotWorkOn_IsAdoptedUnlessFinished()
    {
        var plan = Plan([Lease(1, Me), Lease(2, Me) with { Checkpoint = Checkpoint.ShardEnd }], Me);

        Assert.Equal([Shard(1)], plan.Adopt.Select(lease => lease.ShardId));
    }

    [Fact]
    public void Plan_DeadWorkerWithoutLeases_IsBuried()
    {
        Watch(TimeSpan.FromSeconds(12), [], Me, Other);

        Assert.Equal([Other], Plan([], Me, Other).Remove.Select(worker => worker.Name));
        Assert.Empty(Plan([Lease(1, Other)], Me, Other).Remove);
    }

    [Fact]
    public void Plan_LeaseNobodyTakes_IsTakenBeyondTheShareAfterAWhile()
    {
        Lease[] leases = [Lease(1, Me), Lease(2, Me), Lease(3)];
        Assert.Empty(Plan(leases, Me, Other).Take);

        Watch(TimeSpan.FromSeconds(21), leases, Me, Other);

        Assert.Equal([Shard(3)], Plan(leases, Me, Other).Take.Select(lease => lease.ShardId));
    }

    [Fact]
    public void Plan_ShardWentToAnotherAndCameBack_IsLostToTheRunThatHeldItBefore()
    {
        var back = Lease(1, Me) with { Counter = 5 };

        Assert.Equal([Shard(1)], _planner.Plan(Snapshot([back], Me), new Dictionary<ShardId, long> { [Shard(1)] = 3 }, new HashSet<ShardId>()).Lost);
        Assert.Empty(_planner.Plan(Snapshot([back], Me), new Dictionary<ShardId, long> { [Shard(1)] = 5 }, new HashSet<ShardId>()).Lost);
    }

    [Fact]
    public void Plan_FinishIsSeenBeforeItsAnswer_TheWorkerIsLeftToStartTheChildren()
    {
        var finished = Lease(1) with { Counter = 5, Checkpoint = Checkpoint.ShardEnd };

        Assert.Empty(_planner.Plan(Snapshot([finished], Me), new Dictionary<ShardId, long> { [Shard(1)] = 4 }, new HashSet<ShardId>()).Lost);
    }

    [Fact]
    public void Next_OfHeirs_IsAlwaysTheLiveOneWithTheFewest()
    {
        var snapshot = Snapshot([Lease(1, Other), Lease(2, Other), Lease(3, Other) with { Checkpoint = Checkpoint.ShardEnd }], Me, Other, new WorkerName("media-2", "1"));
        _liveness.Observe(snapshot);

        var heirs = new SuccessorQueue(Me, snapshot, _liveness);

        Assert.Equal(["media-2", "media-2"], [heirs.Next()!.Value.Pod, heirs.Next()!.Value.Pod]);
        Assert.Equal(["media-1", "media-2"], new[] { heirs.Next()!.Value.Pod, heirs.Next()!.Value.Pod }.Order());
        Assert.Null(new SuccessorQueue(Me, Snapshot([], Me), _liveness).Next());
    }

    /// <summary>Looks every three seconds, as a pod does, and finds the same each time.</summary>
    private void Watch(TimeSpan time, Lease[] leases, params WorkerName[] workers)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(3))
        {
            Plan(leases, workers);
            _clock.Advance(TimeSpan.FromSeconds(3));
        }
    }

    private static ShardId Shard(int number) => LeaseSamples.Shard(number);

    private static Lease Lease(int number, WorkerName? owner = null) =>
        LeaseSamples.Fresh(Shard(number)) with { Owner = owner?.ToString(), Counter = owner is null ? 0 : 1 };

    private static LeaseTableSnapshot Snapshot(Lease[] leases, params WorkerName[] workers) =>
        new(leases, [.. workers.Select(worker => new WorkerItem { Name = worker, Heartbeat = 1 })], null);

    private LeasePlan Plan(Lease[] leases, params WorkerName[] workers)
    {
        var snapshot = Snapshot(leases, workers);
        _liveness.Observe(snapshot);
        var held = leases.Where(lease => lease.Owner == Me.ToString() && lease.HandoffTo is not null).ToDictionary(lease => lease.ShardId, lease => lease.Counter);
        return _planner.Plan(snapshot, held, new HashSet<ShardId>());
    }
}
