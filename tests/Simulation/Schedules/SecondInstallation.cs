using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>
/// Pods of somebody else who was given the lease table of a pipeline by mistake: another cluster with the same names, or the same resource with
/// another bucket. They start over and over again, as those of a Deployment do, and must be refused each time, whatever the disasters are.
/// </summary>
internal sealed class SecondInstallation
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5); // as a kubelet's

    private readonly ScheduleRun _run;
    private readonly Schedule _schedule;
    private readonly InMemoryObjectStore _store;
    private TimeSpan _pause = FirstPause;
    private int _starts;

    private SecondInstallation(ScheduleRun run, Schedule schedule)
    {
        (_run, _schedule, _store) = (run, schedule, new InMemoryObjectStore(run.Pipeline.Clock));
        run.Loop.After(FirstPause, StartOnceClaimed);
    }

    /// <summary>What was written into the second one's bucket.</summary>
    public int Objects => _store.Objects.Count;

    /// <summary>Pods that were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Pods that ended otherwise, or worked; empty when all is well.</summary>
    public List<string> Accepted { get; } = [];

    /// <param name="run">The pipeline that is there first.</param>
    /// <param name="schedule">Its schedule.</param>
    /// <param name="change">What differs in the settings of the second one.</param>
    public static SecondInstallation Beside(ScheduleRun run, Schedule schedule, Func<StreamSettings, StreamSettings> change) =>
        new(run, schedule with { Settings = change(schedule.Settings), LaterSettings = schedule.LaterSettings is { } later ? change(later) : null });

    private void StartOnceClaimed()
    {
        var pipeline = _run.Pipeline;
        if (pipeline.Life.Table.Owner is not null)
        {
            new SimulatedPod(_schedule, pipeline.Life, pipeline.Wire, _store, new WorkerName("second", $"{++_starts}"), Exited).Start();
        }
        else if (pipeline.IsKept)
        {
            _run.Loop.After(FirstPause, StartOnceClaimed);
        }
    }

    private void Exited(SimulatedPod pod)
    {
        pod.Process.Kill();
        if (pod.Problem is FatalFaultException { ExitCode: ExitCodes.ForeignTable })
        {
            Refused++;
        }
        else
        {
            Accepted.Add($"{pod.Process.Name}: {pod.Problem?.Message ?? "ended by itself"}");
        }

        if (_run.Pipeline.IsKept)
        {
            _run.Loop.After(_pause, StartOnceClaimed);
            _pause = 2 * _pause < LongestPause ? 2 * _pause : LongestPause;
        }
    }
}
