using System.Globalization;
using KeyspacesStreamer.Hosting;

namespace KeyspacesStreamer.Operator.Controllers;

/// <summary>What the probes say, leader or not: alive while nothing hangs, ready once the whole world was seen and while it may lead.</summary>
/// <param name="watches">The caches.</param>
/// <param name="hands">What the workers do.</param>
/// <param name="refusal">Why this replica may not hold the lead's lease; null while it may.</param>
/// <param name="aside">What a person should know though the replica is ready; null when there is nothing.</param>
internal sealed class OperatorHealth(StreamWatches watches, InFlightReconciles hands, Func<string?> refusal, Func<string?> aside)
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
        !watches.IsReady ? new HealthReport(false, "The caches are not filled yet; the log says which list fails.")
        : refusal() is { } why ? new HealthReport(false, $"This replica may not lead, so it would do nothing: {why}")
        : new HealthReport(true, aside() is { } note ? $"The caches are filled. {note}" : "The caches are filled.");

    private static string Minutes(TimeSpan time) => time.TotalMinutes.ToString("0", CultureInfo.InvariantCulture);
}
