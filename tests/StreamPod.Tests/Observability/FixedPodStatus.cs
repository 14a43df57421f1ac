using KeyspacesStreamer.Hosting;
using KeyspacesStreamer.StreamPod.Observability;

namespace KeyspacesStreamer.StreamPod.Tests.Observability;

/// <summary>A pod that tells what the test says.</summary>
internal sealed class FixedPodStatus : IPodStatus
{
    public HealthReport HealthAnswer { get; set; } = new(true, "All shards move.");

    public HealthReport ReadinessAnswer { get; set; } = new(false, "The stream is not resolved yet.");

    public bool Throws { get; set; }

    public HealthReport Health() => HealthAnswer;

    public HealthReport Readiness() => ReadinessAnswer;

    public StatusDocument Status() => Throws ? throw new InvalidOperationException("planted") : new StatusDocument
    {
        StreamArn = "arn:aws:cassandra:eu-west-1:123456789012:/keyspace/media/table/content/stream/2026-01-02T03:04:05.678",
        Worker = "pod-a",
        Incarnation = "1",
        Version = "0.1.0",
        StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        IsReady = true,
        IsHealthy = true,
        Memory = new MemoryStatus(64, 32, 1),
        Shards = [new ShardStatus { ShardId = "shard-1", State = "at-tip", Checkpoint = "17", LagSeconds = 0.5, BufferedRecords = 2, BufferedBytes = 300 }],
    };
}
