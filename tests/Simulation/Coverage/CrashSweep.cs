using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Schedules;
using KeyspacesStreamer.Simulation.Services;

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>
/// Kills a process at every one of its steps and at every one of its requests in turn, each time in a run of its own, and lets the judge
/// speak. Before a step, what was asked for has taken effect and nobody has heard of it; at a request, it may still take effect or not.
/// </summary>
internal sealed class CrashSweep(AwaitPoints points)
{
    private const int LinesShown = 30;

    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(2);

    private readonly SuspendedAwaits _suspended = new(points);
    private readonly Dictionary<AwaitPoint, int> _crashesAt = [];
    private readonly List<SweepFinding> _findings = [];
    private int _atSteps;
    private int _atRequests;

    public SweepResult Run(IReadOnlyCollection<SweepSchedule> schedules)
    {
        foreach (var schedule in schedules)
        {
            Sweep(schedule);
        }

        return new SweepResult
        {
            Schedules = schedules,
            CrashesAtSteps = _atSteps,
            CrashesAtRequests = _atRequests,
            CrashesAt = _crashesAt,
            Findings = _findings,
        };
    }

    private void Sweep(SweepSchedule schedule)
    {
        if (CourseOf(schedule) is not { } course)
        {
            return;
        }

        for (var step = 1; step <= course.Steps.Count; step++)
        {
            CrashAtStep(schedule, step, course.Steps[step - 1]);
        }

        for (var request = 1; request <= course.Requests; request++)
        {
            CrashAtRequest(schedule, request);
        }
    }

    /// <summary>
    /// Runs without a crash. The stop of all pods at the end of a run is not part of it: whoever is killed there leaves its name in the
    /// table, and nobody is left to mind.
    /// </summary>
    /// <returns>Null when the judge finds fault with it as it is.</returns>
    private SweepCourse? CourseOf(SweepSchedule schedule)
    {
        var steps = new List<IReadOnlyList<AwaitPoint>>();
        var requests = 0L;
        var isGood = Try(schedule, "not killed", run =>
        {
            steps.Clear();
            run.Loop.BeforeStep = step =>
            {
                if (step.Process is { } process && process.Name == schedule.Process && run.Pipeline.IsKept)
                {
                    steps.Add(_suspended.Of(step));
                    requests = process.Requests;
                }

                return true;
            };
        });
        Require(!isGood || steps.Count > 0, schedule, "the process never ran");
        return isGood ? new SweepCourse(steps, requests) : null;
    }

    private void CrashAtStep(SweepSchedule schedule, int number, IReadOnlyList<AwaitPoint> expected)
    {
        var isKilled = false;
        var awaited = expected.Count == 0 ? "no await" : $"{expected[0].File}:{expected[0].Line}";
        Try(schedule, $"killed before step {number} at {awaited}", run => run.Loop.BeforeStep = step =>
        {
            if (step.Process is not { } process || process.Name != schedule.Process || process.Steps != number)
            {
                return true;
            }

            Require(_suspended.Of(step).SequenceEqual(expected), schedule, $"step {number} is another than before");
            Kill(run.Pipeline, process);
            isKilled = true;
            return false;
        });
        Require(isKilled, schedule, $"step {number} never came");
        _atSteps++;
        foreach (var point in expected)
        {
            _crashesAt[point] = _crashesAt.GetValueOrDefault(point) + 1;
        }
    }

    private void CrashAtRequest(SweepSchedule schedule, int number)
    {
        var isKilled = false;
        Try(schedule, $"killed at request {number}", run =>
        {
            var others = run.Pipeline.Wire.OnMoment;
            run.Pipeline.Wire.OnMoment = (process, request, moment) =>
            {
                others?.Invoke(process, request, moment);
                if (moment == CallMoment.Sent && request == number && process.Name == schedule.Process)
                {
                    Kill(run.Pipeline, process);
                    isKilled = true;
                }
            };
        });
        Require(isKilled, schedule, $"request {number} never came");
        _atRequests++;
    }

    private static void Kill(Pipeline pipeline, SimulatedProcess process) =>
        pipeline.Kill(pipeline.Pods.Single(pod => pod.Process == process), Restart);

    private bool Try(SweepSchedule schedule, string place, Action<ScheduleRun> prepare)
    {
        if (Run(isTraced: false).Violation is not { } violation)
        {
            return true;
        }

        _findings.Add(new SweepFinding(schedule, place, violation, [.. Run(isTraced: true).Trace.TakeLast(LinesShown)]));
        return false;

        Outcome Run(bool isTraced) => ScheduleRun.Of(schedule.Schedule, isTraced, run =>
        {
            schedule.Prepare?.Invoke(run);
            prepare(run);
        });
    }

    /// <summary>Runs of one schedule are alike up to the crash; otherwise nothing here would mean anything.</summary>
    private static void Require(bool holds, SweepSchedule schedule, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{schedule.Name}, {schedule.Process}: {otherwise}.");
        }
    }
}
