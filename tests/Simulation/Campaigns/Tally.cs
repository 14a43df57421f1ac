using KeyspacesStreamer.Simulation.Schedules;

namespace KeyspacesStreamer.Simulation.Campaigns;

/// <summary>Sums up what runs did; several threads add to it.</summary>
internal sealed class Tally
{
    private readonly Lock _lock = new();
    private int _schedules;
    private long _steps;
    private long _records;
    private long _objects;
    private long _faults;
    private long _disasters;
    private TimeSpan _simulated;

    /// <returns>Runs added so far.</returns>
    public int Add(Outcome outcome)
    {
        lock (_lock)
        {
            _steps += outcome.Steps;
            _records += outcome.Records;
            _objects += outcome.Objects;
            _faults += outcome.Faults.Count;
            _disasters += outcome.Schedule.Disasters.Count;
            _simulated += outcome.Lasted;
            return ++_schedules;
        }
    }

    public CampaignReport Report(TimeSpan took, IReadOnlyList<Outcome> failures) => new()
    {
        Schedules = _schedules,
        Steps = _steps,
        Records = _records,
        Objects = _objects,
        Faults = _faults,
        Disasters = _disasters,
        Simulated = _simulated,
        Took = took,
        Failures = failures,
    };
}
