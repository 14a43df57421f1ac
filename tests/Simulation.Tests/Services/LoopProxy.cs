using System.Reflection;
using KeyspacesStreamer.Simulation.Running;

namespace KeyspacesStreamer.Simulation.Tests.Services;

/// <summary>Lets a test outside the simulation call a service inside it: each call lets virtual time pass until it is answered.</summary>
public class LoopProxy : DispatchProxy
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Lock _turn = new();
    private object _target = new();
    private SimulationLoop? _loop;

    internal static T Of<T>(T target, SimulationLoop loop)
        where T : class
    {
        var proxy = Create<T, LoopProxy>();
        ((LoopProxy)(object)proxy)._target = target;
        ((LoopProxy)(object)proxy)._loop = loop;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        lock (_turn)
        {
            var answer = targetMethod!.Invoke(_target, BindingFlags.DoNotWrapExceptions, null, args, null);
            if (answer is Task task)
            {
                _loop!.RunUntil(() => task.IsCompleted, _loop.Now + Longest.Ticks);
            }

            return answer;
        }
    }
}
