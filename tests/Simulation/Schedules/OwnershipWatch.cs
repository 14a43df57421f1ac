using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>Looks every second, once calm has come, whether shards that may be read have a live owner.</summary>
internal sealed class OwnershipWatch(Pipeline pipeline, Verdict verdict)
{
    private readonly Dictionary<ShardId, long> _unownedSince = [];
    private bool _isOn;

    public void Begin()
    {
        _isOn = true;
        Look();
    }

    public void End() => _isOn = false;

    private void Look()
    {
        if (!_isOn)
        {
            return;
        }

        var running = pipeline.Pods.Where(pod => pod.Process.State == ProcessState.Running).Select(pod => pod.Process.Name).ToHashSet();
        foreach (var lease in pipeline.Lives.SelectMany(life => life.Table.Leases.Where(lease => MayBeRead(life, lease))))
        {
            if (lease.Owner is { } owner && running.Contains(owner))
            {
                _unownedSince.Remove(lease.ShardId);
            }
            else if (!_unownedSince.TryAdd(lease.ShardId, pipeline.Loop.Now)
                && TimeSpan.FromTicks(pipeline.Loop.Now - _unownedSince[lease.ShardId]) is var gap && gap > pipeline.Bounds.Unowned)
            {
                verdict.Break(Invariant.Ownership, $"{ShardText.Of(lease.ShardId)} has had no live owner for {gap.TotalSeconds:F0} s of calm ({CallText.Of(lease)}).");
            }
        }

        pipeline.Loop.After(TimeSpan.FromSeconds(1), Look);
    }

    private static bool MayBeRead(StreamLife life, Lease lease) =>
        !lease.Checkpoint.IsShardEnd
        && lease.Parents.All(parent => life.Table.Leases.FirstOrDefault(other => other.ShardId == parent) is null or { Checkpoint.IsShardEnd: true });
}
