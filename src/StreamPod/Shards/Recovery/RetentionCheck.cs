using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Reading;

namespace KeyspacesStreamer.StreamPod.Shards.Recovery;

/// <summary>Tells whether records of a shard may have been trimmed before they were read.</summary>
internal sealed class RetentionCheck(TimeProvider clock, ILeaseTable table, Retrier retrier, HeldLease lease)
{
    /// <summary>A lease's <c>promisedSince</c> that says: not even its beginning can be read any more.</summary>
    public static readonly DateTimeOffset BeforeEverything = DateTimeOffset.UnixEpoch;

    /// <summary>Whether nothing can be lost because the shard was read to its tip within the retention.</summary>
    public bool WasCaughtUp => lease.Current.CaughtUpAt is { } known && !StreamRetention.MayBeOver(known, clock.GetUtcNow());

    /// <summary>Whether the first records of a shard that was never read so far may be gone already. At TRIM_HORIZON the service itself does not tell.</summary>
    public async Task<RetentionVerdict> CheckAsync(IteratorStart place, CancellationToken cancellationToken)
    {
        var (current, now) = (lease.Current, clock.GetUtcNow());
        // A chain tail without a checkpoint is a person's word that reading shall begin at what is left.
        if (place.Kind != IteratorStartKind.TrimHorizon || current.Checkpoint.Number is not null || current.ChainTail is not null)
        {
            return new RetentionVerdict(null, now);
        }

        if (WasCaughtUp && current.CaughtUpAt is { } marked)
        {
            return new RetentionVerdict(null, marked);
        }

        var bound = current.CaughtUpAt;
        foreach (var parent in current.Parents)
        {
            var found = await retrier.RunAsync(PodOperation.FindLease, parent.Value, token => table.FindAsync(parent, token), cancellationToken);
            if (found is null && current.PromisedSince == BeforeEverything && current.CaughtUpAt is null)
            {
                return new RetentionVerdict("a shard that it continues was removed by the service before it was read", now);
            }

            now = clock.GetUtcNow();
            if (found is { LastCommitAt: { } finished, CaughtUpAt: { } newest } && now - finished < StreamRetention.Margin && now - newest < StreamRetention.Period - StreamRetention.ClockError)
            {
                // The parent was read a moment ago, and what follows is younger than what it still held.
                return new RetentionVerdict(null, now);
            }

            // A parent that had nothing, or was gone before anybody read it, tells at least since when its records were prepared.
            bound = (found?.CaughtUpAt ?? found?.PromisedSince) is { } ended && (bound is null || ended > bound) ? ended : bound;
        }

        var since = bound ?? current.LatestSince ?? OwnCoverage(current) ?? now;
        return new RetentionVerdict(
            StreamRetention.MayBeOver(since, clock.GetUtcNow()) ? "it was not read for longer than the stream keeps its records" : null, since);
    }

    /// <summary>The mark of a lost parent says nothing any more once the parent's lease is there.</summary>
    private static DateTimeOffset? OwnCoverage(Lease current) => current.PromisedSince == BeforeEverything ? null : current.PromisedSince;
}
