using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

/// <summary>A pod's whole work, and the ways in which it ends.</summary>
internal sealed class RunningPod : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly WorkerLoop _run;

    private RunningPod(TestPod pod)
    {
        _run = new WorkerLoop(pod.Context, pod.Events.Fleet, new LivenessSignals(pod.Clock), () => "{}");
        Task = _run.RunAsync(() => { }, _stop.Token);
    }

    public Task<bool> Task { get; }

    public int Count => _run.Workers.Count;

    public static RunningPod Start(TestPod pod) => new(pod);

    public bool Holds(params ShardId[] shards) => shards.All(shard => _run.Workers.Any(worker => worker.ShardId == shard));

    public ShardWorker Worker(ShardId shardId) => _run.Workers.Single(worker => worker.ShardId == shardId);

    public async Task<bool> StopAsync(FakeTimeLoop loop, TimeSpan? longest = null)
    {
        await _stop.CancelAsync();
        return await loop.ResultAsync("the pod stops", Task, longest);
    }

    /// <summary>What the process does first when the pod failed; disposing of it follows.</summary>
    public Task AbandonAsync() => _run.AbandonAsync();

    /// <summary>From now on nothing the pod does reaches the table, so its heartbeat stands still and it can promise nothing.</summary>
    public static void Die(TestPod pod) =>
        pod.Table.Before = (_, token) => System.Threading.Tasks.Task.Delay(Timeout.InfiniteTimeSpan, pod.Clock, token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.DisposeAsync();
        _stop.Dispose();
    }
}
