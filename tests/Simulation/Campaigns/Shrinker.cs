using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Simulation.Schedules;
using KeyspacesStreamer.Simulation.Services;

namespace KeyspacesStreamer.Simulation.Campaigns;

/// <summary>Takes away from a failing schedule whatever it does not need to break the same invariant.</summary>
internal sealed class Shrinker
{
    private const int MostRuns = 1_500;

    private readonly Outcome _found;
    private Schedule _least;
    private int _runs;

    private Shrinker(Outcome found) => (_found, _least) = (found, found.Schedule);

    /// <returns>The least schedule found that breaks the same invariant.</returns>
    public static Schedule Shrink(Outcome found)
    {
        var shrinker = new Shrinker(found);
        shrinker.Run();
        return shrinker._least;
    }

    private void Run()
    {
        // Chance becomes a list, so that single faults can be left out.
        Try(_least with { Rates = FaultRates.None, Faults = [.. _found.Faults.DistinctBy(fault => (fault.Process, fault.Request))] });
        int before;
        do
        {
            before = Size;
            LeaveOut(schedule => schedule.Disasters, (schedule, disasters) => schedule with { Disasters = disasters });
            LeaveOut(schedule => schedule.Faults ?? [], (schedule, faults) => schedule with { Faults = faults, Rates = FaultRates.None });
            LeaveOut(schedule => schedule.Bursts, (schedule, bursts) => schedule with { Bursts = bursts });
            Simplify();
        }
        while (Size < before && _runs < MostRuns);
    }

    private int Size => _least.Disasters.Count + (_least.Faults?.Count ?? 1_000) + _least.Bursts.Count + _least.Pods + _least.Shards + (_least.IsShuffled ? 1 : 0);

    private void Simplify()
    {
        Try(_least with { IsShuffled = false });
        Try(_least with { Pods = Math.Max(1, _least.Pods - 1) });
        Try(_least with { Shards = Math.Max(1, _least.Shards - 1) });
        Try(_least with { LargestSkew = TimeSpan.Zero });
        Try(_least with { NumbersPerShard = false });
        Try(_least with { PageLimit = 1_000 });
        Try(_least with { GroupRecords = 1_000 });
        Try(_least with { TextLength = 8 });
        Try(_least with { IteratorLifetime = TimeSpan.FromMinutes(15) });
        Try(_least with { Bursts = [.. _least.Bursts.Select(burst => burst with { Records = Math.Max(1, burst.Records / 2) })] });
        var destination = _least.Settings.Destination;
        Try(_least with { Settings = _least.Settings with { Destination = destination with { Compression = ObjectCompression.None } } });
        Try(_least with { Settings = _least.Settings with { Destination = destination with { Rotation = destination.Rotation with { MaxRecords = 100_000 } } } });
        Try(_least with { Settings = _least.Settings with { Source = _least.Settings.Source with { StartFrom = StartFrom.TrimHorizon } } });
    }

    /// <summary>Leaves out halves, quarters, and so on down to single items.</summary>
    private void LeaveOut<T>(Func<Schedule, IReadOnlyList<T>> list, Func<Schedule, IReadOnlyList<T>, Schedule> with)
    {
        for (var length = Math.Max(1, list(_least).Count / 2); length >= 1; length /= 2)
        {
            for (var from = 0; from < list(_least).Count;)
            {
                var items = list(_least);
                if (!Try(with(_least, [.. items.Take(from), .. items.Skip(from + length)])))
                {
                    from += length;
                }
            }
        }
    }

    private bool Try(Schedule smaller)
    {
        if (_runs++ >= MostRuns || ScheduleRun.Of(smaller).Violation?.Invariant != _found.Violation?.Invariant)
        {
            return false;
        }

        _least = smaller;
        return true;
    }
}
