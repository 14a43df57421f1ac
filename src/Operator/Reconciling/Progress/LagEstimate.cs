using KeyspacesStreamer.Operator.Aws.Checkpoints;

namespace KeyspacesStreamer.Operator.Reconciling.Progress;

/// <summary>Age of the oldest change that is not committed, as far as the lease table tells.</summary>
internal static class LagEstimate
{
    /// <summary>More than any stream keeps; a figure beyond it is nonsense.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromDays(3650);

    /// <returns>The largest lag in whole seconds; null when nothing is known.</returns>
    public static TimeSpan? Of(DateTimeOffset now, ShardAssignment census)
    {
        var told = census.Workers.Where(census.Works).Select(worker => Seconds(worker.Progress?.LagSeconds ?? 0));
        var guessed = census.Unreported.Select(lease => Since(now, lease)).OfType<TimeSpan>();
        TimeSpan[] known = [.. told, .. guessed];
        return known.Length > 0 ? known.Max()
            : census.Eligible.Count == 0 && census.Live.Any(worker => worker.Progress is { IsReady: true }) ? TimeSpan.Zero
            : null;
    }

    /// <summary>A shard that nobody reads: everything since it was last read may be waiting.</summary>
    private static TimeSpan? Since(DateTimeOffset now, ShardLease lease)
    {
        // 1970 stands for "not even its beginning can be read any more", which is no moment.
        DateTimeOffset?[] marks = [lease.CaughtUpAt, lease.LastCommitAt, lease.PromisedSince];
        return marks.Where(mark => mark > DateTimeOffset.UnixEpoch).Max() is { } last ? Seconds((now - last).TotalSeconds) : null;
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Floor(double.IsNaN(seconds) ? 0 : Math.Clamp(seconds, 0, Most.TotalSeconds)));
}
