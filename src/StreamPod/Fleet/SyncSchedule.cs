using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;

namespace KeyspacesStreamer.StreamPod.Fleet;

/// <summary>When the stream's shards are listed: regularly, and as soon as somebody asks.</summary>
internal sealed class SyncSchedule(PodContext pod, FleetEvents events)
{
    private static readonly TimeSpan LongestSync = TimeSpan.FromSeconds(10);

    private readonly ShardSync _sync = new(pod);
    private bool _isDue = true;
    private long _syncedAt;
    private TimeSpan _pause;

    /// <summary>Parents that a listing has shown to be no longer part of the stream.</summary>
    public IReadOnlySet<ShardId> Gone => _sync.Gone;

    /// <summary>The next turn lists the shards.</summary>
    public void MarkDue() => _isDue = true;

    /// <summary>Bounded: ended shards, their children and handoffs must not wait for a listing that the service does not give.</summary>
    public async Task RunIfDueAsync(CancellationToken cancellationToken)
    {
        if (!_isDue && pod.Clock.GetElapsedTime(_syncedAt) < _pause)
        {
            return;
        }

        using var bound = new CancellationTokenSource(LongestSync, pod.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            var made = await _sync.RunAsync(either.Token);
            (_isDue, _syncedAt, _pause) = (false, pod.Clock.GetTimestamp(), pod.Jittered(pod.Settings.Pod.ShardSyncInterval));
            events.ShardsListed(made);
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The retries are counted and logged; the next turn tries again.
            _isDue = true;
        }
    }
}
