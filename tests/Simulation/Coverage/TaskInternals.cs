using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>
/// What the runtime keeps of an await that is suspended: which state machine an action resumes, and what goes on when a task ends.
/// Private to the runtime, so whatever looks different from here is an exception, never nothing.
/// </summary>
[SuppressMessage("Major Code Smell", "S3011", Justification = "There is no public way to see who awaits a task.")]
internal static class TaskInternals
{
    private const BindingFlags Inner = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly FieldInfo ContinuationObject = Required(typeof(Task), "m_continuationObject");
    private static readonly Type AwaitContinuation = Internal("System.Threading.Tasks.AwaitTaskContinuation");
    private static readonly Type Box = Internal("System.Runtime.CompilerServices.IAsyncStateMachineBox");
    private static readonly Type Wrapper = Internal("System.Runtime.CompilerServices.AsyncMethodBuilderCore+ContinuationWrapper");
    private static readonly Type Promise = Internal("System.Threading.Tasks.ITaskCompletionAction");
    private static readonly FieldInfo AwaitAction = Required(Internal("System.Threading.Tasks.SynchronizationContextAwaitTaskContinuation").BaseType!, "m_action");
    private static readonly Type ContinueWith = Internal("System.Threading.Tasks.ContinueWithTaskContinuation");
    private static readonly FieldInfo ContinueWithTask = Required(ContinueWith, "m_task");
    private static readonly FieldInfo WrappedAction = Required(Wrapper, "_continuation");
    private static readonly Dictionary<(Type Type, string Name), FieldInfo> Fields = [];

    /// <summary>The state machine in a box, with the number of the await it is at; null when the task is none.</summary>
    public static (Type Machine, int State)? MachineOf(Task box)
    {
        if (!Box.IsInstanceOfType(box))
        {
            return null;
        }

        var machine = (IAsyncStateMachine)Cached(box.GetType(), "StateMachine").GetValue(box)!; // a box that was suspended has one
        return (machine.GetType(), (int)Cached(machine.GetType(), "<>1__state").GetValue(machine)!);
    }

    /// <summary>The task that goes on when this action runs.</summary>
    public static Task ResumedBy(Action action) => action.Target switch
    {
        Task box when Box.IsInstanceOfType(box) => box,
        { } wrapper when Wrapper.IsInstanceOfType(wrapper) => ResumedBy((Action)WrappedAction.GetValue(wrapper)!),
        _ => throw Unknown(action.Target, "an action that resumes an await"),
    };

    /// <summary>The tasks that go on, or come closer to it, when this one ends.</summary>
    public static IEnumerable<Task> AwaitersOf(Task task)
    {
        var next = ContinuationObject.GetValue(task);
        return next is IList several ? several.Cast<object?>().SelectMany(AwaitersIn) : AwaitersIn(next);
    }

    private static IEnumerable<Task> AwaitersIn(object? continuation) => continuation switch
    {
        null => [],
        // What is there once the task has ended.
        _ when continuation.GetType() == typeof(object) => [],
        Action action => [ResumedBy(action)],
        Task next when Box.IsInstanceOfType(next) || Promise.IsInstanceOfType(next) => [next],
        _ when AwaitContinuation.IsInstanceOfType(continuation) => [ResumedBy((Action)AwaitAction.GetValue(continuation)!)],
        _ when ContinueWith.IsInstanceOfType(continuation) => [(Task)ContinueWithTask.GetValue(continuation)!],
        _ => throw Unknown(continuation, "what goes on when a task ends"),
    };

    private static FieldInfo Cached(Type type, string name)
    {
        if (!Fields.TryGetValue((type, name), out var field))
        {
            Fields[(type, name)] = field = Required(type, name);
        }

        return field;
    }

    private static FieldInfo Required(Type type, string name) =>
        type.GetField(name, Inner) ?? throw new InvalidOperationException($"The runtime's {type} has no field {name}.");

    private static Type Internal(string name) =>
        typeof(Task).Assembly.GetType(name) ?? throw new InvalidOperationException($"The runtime has no type {name}.");

    private static InvalidOperationException Unknown(object? found, string wanted) =>
        new($"{found?.GetType().ToString() ?? "Nothing"} is not known as {wanted}.");
}
