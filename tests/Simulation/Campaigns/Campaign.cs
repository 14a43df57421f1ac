using System.Collections.Concurrent;
using KeyspacesStreamer.Simulation.Schedules;

namespace KeyspacesStreamer.Simulation.Campaigns;

/// <summary>Runs the schedules of many seeds, on a few threads; each run has a world of its own.</summary>
internal sealed class Campaign(TimeProvider clock, PipelineShape shape)
{
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many seeds, one after the other.</param>
    /// <param name="threads">Runs at once.</param>
    /// <param name="mostFailures">Enough to stop early.</param>
    /// <param name="onDone">Told how many runs are done, now and then.</param>
    public CampaignReport Run(int first, int count, int threads, int mostFailures = 1, Action<int>? onDone = null)
    {
        var began = clock.GetTimestamp();
        var failures = new ConcurrentBag<Outcome>();
        var tally = new Tally();
        var next = first - 1;
        Exception? problem = null;
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(Work) { IsBackground = true }).ToArray();
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());
        return problem is null
            ? tally.Report(clock.GetElapsedTime(began), [.. failures.OrderBy(failure => failure.Schedule.Seed)])
            : throw new InvalidOperationException($"A run could not be made: {problem.Message}", problem);

        void Work()
        {
            try
            {
                while (problem is null && failures.Count < mostFailures && Interlocked.Increment(ref next) is var seed && seed < first + count)
                {
                    var outcome = ScheduleRun.Of(ScheduleGenerator.Of(seed, shape));
                    if (outcome.Violation is not null)
                    {
                        failures.Add(outcome);
                    }

                    if (tally.Add(outcome) is var done && done % 1_000 == 0)
                    {
                        onDone?.Invoke(done);
                    }
                }
            }
            catch (Exception exception)
            {
                problem = exception;
            }
        }
    }
}
