using System.Collections.Concurrent;
using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Rebuilds;
using KeyspacesStreamer.Simulation.Schedules;

namespace KeyspacesStreamer.Simulation.Planting;

/// <summary>Switches one planted fault on at a time and runs schedules, the first seed first, until an invariant is broken.</summary>
internal sealed class PlantedFaultHunt(IReadOnlyList<PlantedFault> faults, Func<PlantedFault, int> bound, Action<PlantedCatch> onCaught)
{
    private const int SoundSchedules = 200;

    /// <param name="threads">Faults hunted at once.</param>
    /// <returns>What became of each fault, in their order.</returns>
    /// <exception cref="InvalidOperationException">A run breaks an invariant with every fault off, or cannot be made at all.</exception>
    public IReadOnlyList<PlantedCatch> Run(int threads)
    {
        RequireSound();
        var caught = new ConcurrentDictionary<PlantedFault, PlantedCatch>();
        var left = new ConcurrentQueue<PlantedFault>(faults);
        Exception? problem = null;
        var hunters = Enumerable.Range(0, threads).Select(_ => new Thread(Hunt) { IsBackground = true }).ToArray();
        Array.ForEach(hunters, hunter => hunter.Start());
        Array.ForEach(hunters, hunter => hunter.Join());
        return problem is null
            ? [.. faults.Select(fault => caught[fault])]
            : throw new InvalidOperationException($"A run could not be made: {problem.Message}", problem);

        void Hunt()
        {
            try
            {
                while (problem is null && left.TryDequeue(out var fault))
                {
                    var (schedules, violation) = HuntOne(fault.Name, fault.IsOfRebuild, bound(fault));
                    caught[fault] = new PlantedCatch(fault, schedules, violation);
                    onCaught(caught[fault]);
                }
            }
            catch (Exception exception)
            {
                problem = exception;
            }
        }
    }

    /// <summary>Planting alone must change nothing.</summary>
    private static void RequireSound()
    {
        foreach (var isRebuilt in new[] { false, true })
        {
            if (HuntOne(null, isRebuilt, SoundSchedules) is (var seed, { } violation))
            {
                throw new InvalidOperationException($"Seed {seed} broke an invariant with every fault off: {violation}");
            }
        }
    }

    private static (int Schedules, Violation? Violation) HuntOne(string? name, bool isRebuilt, int most)
    {
        for (var seed = 1; seed <= most; seed++)
        {
            PlantedSwitch.Turn(name);
            if ((isRebuilt ? RebuildDrill.Of(seed) : ScheduleRun.Of(ScheduleGenerator.Of(seed)))?.Violation is { } violation)
            {
                return (seed, violation);
            }
        }

        return (most, null);
    }
}
