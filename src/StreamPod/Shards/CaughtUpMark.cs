using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Shards.Recovery;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Keeps <c>caughtUpAt</c> of an idle shard fresh: one write about every 24 minutes.</summary>
internal sealed class CaughtUpMark(PodContext pod, HeldLease lease)
{
    private readonly TimeSpan _interval = pod.Jittered(TimeSpan.FromMinutes(24));
    private readonly long _since = pod.Clock.GetTimestamp();

    public async Task RefreshAsync(DateTimeOffset tipSeenAt, CancellationToken cancellationToken)
    {
        var isDue = lease.Current.CaughtUpAt is { } marked
            ? tipSeenAt - marked >= _interval
            : lease.Current.PromisedSince is { } promised && promised != RetentionCheck.BeforeEverything
                // Not from this run's beginning: pods that live for minutes only must mark an empty shard too.
                ? tipSeenAt - promised >= _interval / 2
                : pod.Clock.GetElapsedTime(_since) >= _interval / 2;
        if (isDue)
        {
            await lease.WriteAsync(PodOperation.CaughtUp, new LeaseChange { CaughtUpAt = tipSeenAt }, cancellationToken);
        }
    }
}
