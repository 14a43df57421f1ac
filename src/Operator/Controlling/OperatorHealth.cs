using System.Globalization;
using KeyspacesStreamer.Operator.Observability;

namespace KeyspacesStreamer.Operator.Controlling;

/// <summary>What the probes say, leader or not: alive while nothing hangs, ready once the whole world was seen.</summary>
internal sealed class OperatorHealth(StreamWatches watches, WorkInHand hands)
{
    /// <summary>A reconcile makes a few bounded calls; one that takes this long hangs.</summary>
    public static readonly TimeSpan LongestReconcile = TimeSpan.FromMinutes(10);

    /// <summary>The server ends a watch after five minutes, and a failed one is tried again within half a minute.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(15);

    public HealthReport Liveness()
    {
        if (hands.Longest() is { } longest && longest.Elapsed > LongestReconcile)
        {
            return new HealthReport(false, $"A worker has been reconciling {longest.Key} for {Minutes(longest.Elapsed)} minutes.");
        }

        return watches.Silence is var silence && silence > LongestSilence
            ? new HealthReport(false, $"A watch has not been heard of for {Minutes(silence)} minutes.")
            : new HealthReport(true, "Nothing hangs.");
    }

    public HealthReport Readiness() =>
        watches.IsReady ? new HealthReport(true, "The caches are filled.") : new HealthReport(false, "The caches are not filled yet; the log says which list fails.");

    private static string Minutes(TimeSpan time) => time.TotalMinutes.ToString("0", CultureInfo.InvariantCulture);
}
