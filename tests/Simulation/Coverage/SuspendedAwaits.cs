using System.Reflection;
using KeyspacesStreamer.Simulation.Running;

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>Which awaits of the pod stand still until a step runs: the one it resumes, and those of all callers that wait for it.</summary>
internal sealed class SuspendedAwaits(AwaitPoints points)
{
    private static readonly FieldInfo AlarmAction = OnlyField(typeof(Alarm), typeof(Action));
    private static readonly FieldInfo TimerState = OnlyField(typeof(SimulatedTimer), typeof(object));

    /// <summary>The awaits, from the inside out; none when the step is a timer that resumes nothing by itself, or a signal.</summary>
    /// <exception cref="InvalidOperationException">The step, or what waits for it, has a form that is not known.</exception>
    public IReadOnlyList<AwaitPoint> Of(in Step step)
    {
        var found = new List<AwaitPoint>();
        switch (step.State)
        {
            case null:
                break;
            case Action action:
                Collect(TaskInternals.ResumedBy(action), found);
                break;
            case Alarm alarm:
                CollectFrom(alarm, found);
                break;
            default:
                throw new InvalidOperationException($"{step.State.GetType()} is not known as the state of a step.");
        }

        return found;
    }

    /// <summary>A timer whose state is a task ends a delay; others only signal something, and what that wakes up is a step of its own.</summary>
    private void CollectFrom(Alarm alarm, List<AwaitPoint> found)
    {
        var action = (Action)AlarmAction.GetValue(alarm)!; // an alarm has one
        var timer = action.Target as SimulatedTimer ?? throw new InvalidOperationException($"{action.Target?.GetType()} is not known as the owner of an alarm.");
        if (TimerState.GetValue(timer) is Task delay)
        {
            Collect(delay, found);
        }
    }

    private void Collect(Task task, List<AwaitPoint> found)
    {
        if (TaskInternals.MachineOf(task) is { } suspended && points.Find(suspended.Machine, suspended.State) is { } point && !found.Contains(point))
        {
            found.Add(point);
        }

        foreach (var awaiter in TaskInternals.AwaitersOf(task))
        {
            Collect(awaiter, found);
        }
    }

    private static FieldInfo OnlyField(Type type, Type content)
    {
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Where(field => field.FieldType == content).ToArray();
        return fields is [var only] ? only : throw new InvalidOperationException($"{type} has {fields.Length} fields of {content}, one is expected.");
    }
}
