using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Tests.Shards;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Time;
using static KeyspacesStreamer.StreamPod.Tests.Shards.ShardScenario;

namespace KeyspacesStreamer.StreamPod.Tests.Fleet;

public sealed class WorkerLoopTests
{
    [Fact]
    public async Task Run_Alone_TakesEveryShardAndFollowsASplit()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 10);
        pod.Table.Put(Owner());

        await FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            await using var running = RunningPod.Start(pod);
            await loop.UntilAsync("the shard is read", () => running.Holds(shard));
            var (left, right) = pod.Source.Split(shard, "b", "c");
            var last = pod.Source.Append(left, 5);
            await loop.UntilCommittedAsync(pod, left, last);
            await loop.UntilAsync("both children are read", () => running.Holds(left) && running.Holds(right));
            Assert.True(await running.StopAsync(loop));
        });

        Assert.Equal(15, NumbersIn(pod).Count);
        Assert.All(pod.Table.Leases, lease => Assert.Null(lease.Owner));
        Assert.Empty(pod.Table.Workers);
        Assert.Equal((0, 0L), (pod.Source.OpenPages, pod.Context.Budget.HeldBytes));
    }

    [Fact]
    public async Task Run_SecondPodJoins_GetsItsShareByHandoff()
    {
        var pod = TestPod.Create();
        var other = pod.Another("media-1");
        ShardId[] shards = [.. "abcd".Select(name => pod.Source.AddShard(name.ToString()))];
        pod.Table.Put(Owner());

        await FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            await using var first = RunningPod.Start(pod);
            await loop.UntilAsync("the first pod has all", () => first.Count == 4);
            await using var second = RunningPod.Start(other);
            await loop.UntilAsync("each has two", () => (first.Count, second.Count) == (2, 2), TimeSpan.FromSeconds(15));
            await loop.PassAsync(TimeSpan.FromSeconds(20));
            Assert.Equal((2, 2), (first.Count, second.Count));
            await first.StopAsync(loop);
            await second.StopAsync(loop);
        });

        Assert.Equal(2, other.Events.Of("asked").Count);
        Assert.All(shards, shard => Assert.Null(pod.Table[shard].HandoffTo));
    }

    [Fact]
    public async Task Run_PodDiesWithoutGoodbye_IsReplacedAfterTheTimeoutAndNothingIsLost()
    {
        var pod = TestPod.Create();
        var other = pod.Another("media-1");
        ShardId[] shards = [pod.Source.AddShard("a"), pod.Source.AddShard("b")];
        Array.ForEach(shards, shard => pod.Source.Append(shard, 20));
        pod.Table.Put(Owner());

        await FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            await using var second = RunningPod.Start(other);
            await loop.UntilAsync("the survivor has both", () => second.Count == 2);
            await using var first = RunningPod.Start(pod);
            await loop.UntilAsync("each has one", () => (first.Count, second.Count) == (1, 1), TimeSpan.FromSeconds(15));
            Array.ForEach(shards, shard => pod.Source.Append(shard, 20));
            await loop.PassAsync(TimeSpan.FromSeconds(1));
            var diedAt = pod.Clock.GetTimestamp();
            RunningPod.Die(pod);
            await loop.UntilAsync("the survivor has both again", () => second.Count == 2, TimeSpan.FromSeconds(20));
            Assert.True(pod.Clock.GetElapsedTime(diedAt) >= TimeSpan.FromSeconds(8));
            Array.ForEach(shards, shard => pod.Source.Append(shard, 20));
            await loop.PassAsync(TimeSpan.FromSeconds(15));
            await second.StopAsync(loop);
        });

        Assert.Equal(Texts(shards.SelectMany(pod.Source.NumbersOf).Order()), NumbersIn(pod));
        Assert.Contains(other.Events.Of("taken"), line => line.StartsWith("dead", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Stopped_HandsItsLeasesToTheOtherAndLeavesTheTable()
    {
        var pod = TestPod.Create(settings => settings.Cut(maxAge: TimeSpan.FromMinutes(10)));
        var other = pod.Another("media-1");
        ShardId[] shards = [.. "abcd".Select(name => pod.Source.AddShard(name.ToString()))];
        pod.Table.Put(Owner());

        await FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            await using var first = RunningPod.Start(pod);
            await using var second = RunningPod.Start(other);
            await loop.UntilAsync("each has two", () => (first.Count, second.Count) == (2, 2), TimeSpan.FromSeconds(30));
            Array.ForEach(shards, shard => pod.Source.Append(shard, 7));
            await loop.PassAsync(TimeSpan.FromSeconds(4));
            var stoppedAt = pod.Clock.GetTimestamp();
            Assert.True(await first.StopAsync(loop));
            await loop.UntilAsync("the heir has all", () => second.Count == 4, TimeSpan.FromSeconds(2));
            Assert.True(pod.Clock.GetElapsedTime(stoppedAt) < TimeSpan.FromSeconds(2));
            Assert.Equal(["media-1"], pod.Table.Workers.Select(worker => worker.Name.Pod));
            Assert.True(await second.StopAsync(loop));
        });

        Assert.Equal(28, NumbersIn(pod).Count);
        Assert.All(shards, shard => Assert.Equal(Checkpoint.At(pod.Source.NumbersOf(shard)[^1]), pod.Table[shard].Checkpoint));
    }

    [Fact]
    public async Task Run_TableUnreachableAtTheEnd_StillEndsWithinItsBounds()
    {
        var pod = TestPod.Create();
        var other = pod.Another("media-1");
        ShardId[] shards = [pod.Source.AddShard("a"), pod.Source.AddShard("b")];
        pod.Table.Put(Owner());

        await FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            await using var first = RunningPod.Start(pod);
            await using var second = RunningPod.Start(other);
            await loop.UntilAsync("each has one", () => (first.Count, second.Count) == (1, 1), TimeSpan.FromSeconds(30));
            pod.Table.Chance = call => call.Operation == LeaseOperation.Nudge ? LeaseFault.ThrowBefore : null;
            await first.StopAsync(loop, TimeSpan.FromSeconds(40));
            await second.StopAsync(loop);
        });

        Assert.All(shards, shard => Assert.Null(pod.Table[shard].Owner));
    }

    [Fact]
    public async Task Run_FatalFault_StopsTheHeartbeatToo()
    {
        var pod = TestPod.Create();
        pod.Source.AddShard("a");
        pod.Table.Put(Owner());
        pod.Source.FailNext(Testing.Streams.StreamOperation.ListShards, new InvalidOperationException("planned"));

        await FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            await using var running = RunningPod.Start(pod);
            await Assert.ThrowsAsync<InvalidOperationException>(() => loop.ResultAsync("the pod fails", running.Task));
            var beats = pod.Table.CountOf(LeaseOperation.Beat);
            await loop.PassAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(beats, pod.Table.CountOf(LeaseOperation.Beat));
        });
    }

    private static TableOwner Owner() => new() { StreamArn = Testing.Streams.StreamRecords.Arn, Resource = "default/media-content" };
}
