using System.Collections.Concurrent;
using KeyspacesStreamer.Simulation.Rebuilds;
using KeyspacesStreamer.Simulation.Schedules;

namespace KeyspacesStreamer.Simulation.Tests.Rebuilds;

/// <summary>The lease table is lost, or set back, in the middle of schedules, and is rebuilt from the bucket.</summary>
public sealed class RebuildDrillTests(ITestOutputHelper output)
{
    private const int Schedules = 1_000;

    [Fact]
    public void LostOrSetBack_InAThousandSchedules_PodsGoOnExactly()
    {
        var outcomes = new ConcurrentBag<Outcome>();
        var next = 0;
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work) { IsBackground = true }).ToArray();
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());

        output.WriteLine($"{outcomes.Count} drills, {outcomes.Sum(outcome => outcome.Records)} records in {outcomes.Sum(outcome => outcome.Objects)} objects");
        var failed = outcomes.Where(outcome => outcome.Violation is not null).OrderBy(outcome => outcome.Schedule.Seed).Take(5);
        Assert.Equal("", string.Join('\n', failed.Select(outcome => $"seed {outcome.Schedule.Seed}: {outcome.Violation}")));
        Assert.InRange(outcomes.Count, Schedules * 9 / 10, Schedules);

        void Work()
        {
            while (Interlocked.Increment(ref next) is var seed && seed <= Schedules)
            {
                if (RebuildDrill.Of(seed) is { } outcome)
                {
                    outcomes.Add(outcome);
                }
            }
        }
    }
}
