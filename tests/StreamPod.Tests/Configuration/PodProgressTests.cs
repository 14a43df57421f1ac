using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Observability;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Configuration;

/// <summary>The heartbeat tells the operator what the pod has done since it started.</summary>
public sealed class PodProgressTests
{
    [Fact]
    public void Of_GroupsCommitted_CountsRecordsAndObjects()
    {
        var clock = new FakeTimeProvider();
        var metrics = new PodMetrics("1.0");
        var board = new PodStatusBoard(clock, new WorkerName("media-0", "a"), "1.0", new LivenessSignals(clock), new MemoryBudget(1_000_000)) { IsReady = true };
        metrics.ObjectWritten(100, TimeSpan.Zero);
        metrics.ObjectWritten(100, TimeSpan.Zero);
        metrics.GroupCommitted(40, TimeSpan.Zero);
        metrics.GroupCommitted(2, TimeSpan.Zero);

        var progress = WorkerProgressJson.Read(PodProgress.Of(board, metrics));

        Assert.Equal(new WorkerProgress { Shards = 0, Halted = 0, LagSeconds = 0, IsReady = true, Records = 42, Objects = 2 }, progress);
    }
}
