using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Shards.ShardScenario;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

/// <summary>A lease at LATEST that somebody else, or the same worker, goes on with before its first commit.</summary>
public sealed class ShardLatestTests
{
    private readonly TestPod _pod = TestPod.Create();
    private readonly ShardId _shard;
    private readonly Lease _lease;

    public ShardLatestTests()
    {
        _shard = _pod.Source.AddShard("a");
        _pod.Source.Append(_shard, 4, age: TimeSpan.FromHours(1));
        _lease = _pod.Own(_shard, fresh => fresh with
        {
            Checkpoint = Checkpoint.Latest,
            LatestSince = _pod.Clock.GetUtcNow(),
            OwnerSwitchesSinceCheckpoint = 1,
        });
    }

    [Fact]
    public async Task Run_HandedOverBeforeTheFirstCommit_WritesWhatCameMeanwhileOnce()
    {
        var other = _pod.Another("media-1");
        await RunAsync(_pod, _lease, async (loop, worker, running) =>
        {
            await UntilReadAsync(loop);
            worker.Requests.AskRelease("media-1/1");
            Assert.Equal(ShardResultKind.Released, (await loop.ResultAsync("the lease is given", running)).Kind);
        });

        await GoOnAsync(other);

        Assert.Equal(Texts(_pod.Source.NumbersOf(_shard).Skip(4)), NumbersIn(_pod));
    }

    [Fact]
    public async Task Run_AdoptedAgainBeforeTheFirstCommit_WritesWhatCameMeanwhileOnce()
    {
        await RunAsync(_pod, _lease, async (loop, _, _) => await UntilReadAsync(loop));

        await GoOnAsync(_pod);

        Assert.Equal(Texts(_pod.Source.NumbersOf(_shard).Skip(4)), NumbersIn(_pod));
    }

    private Task UntilReadAsync(Testing.Time.FakeTimeLoop loop) =>
        loop.UntilAsync("LATEST is opened and read", () => _pod.Source.CountOf(StreamOperation.GetRecords) > 0);

    /// <summary>Records come while nobody reads, and more once the next owner does; all within the first seconds of the lease.</summary>
    private async Task GoOnAsync(TestPod next)
    {
        _pod.Source.Append(_shard, 2);
        var before = _pod.Source.CountOf(StreamOperation.GetRecords);
        await RunAsync(next, next.Table[_shard], async (loop, _, _) =>
        {
            await loop.UntilAsync("the next owner reads", () => _pod.Source.CountOf(StreamOperation.GetRecords) > before);
            await loop.UntilCommittedAsync(next, _shard, _pod.Source.Append(_shard));
        });
    }
}
