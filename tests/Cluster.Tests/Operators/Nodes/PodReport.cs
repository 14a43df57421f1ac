using k8s.Models;

namespace KeyspacesStreamer.Cluster.Tests.Operators.Nodes;

/// <summary>The status of a pod with one container, in the words of a kubelet.</summary>
internal sealed class PodReport(V1Pod pod)
{
    private readonly DateTime _began = Now;
    private int _restarts;
    private DateTime _started = Now;
    private V1ContainerStateTerminated? _last;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    public V1PodStatus Running(int restarts, bool isReady)
    {
        (_restarts, _started) = (restarts, Now);
        return Running(isReady);
    }

    public V1PodStatus Running(bool isReady) => StatusOf(new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = _started } }, isReady, isReady ? null : "ContainersNotReady");

    /// <summary>The container ended and waits for its next start.</summary>
    public V1PodStatus Ended(int exitCode, string lastWords)
    {
        _last = new V1ContainerStateTerminated
        {
            ExitCode = exitCode, Reason = exitCode == 0 ? "Completed" : "Error", Message = lastWords.Length == 0 ? null : lastWords, StartedAt = _started, FinishedAt = Now,
        };
        var waiting = new V1ContainerStateWaiting { Reason = "CrashLoopBackOff", Message = $"back-off restarting failed container in pod {pod.Metadata.Name}" };
        return StatusOf(new V1ContainerState { Waiting = waiting }, isReady: false, "ContainersNotReady");
    }

    private V1PodStatus StatusOf(V1ContainerState state, bool isReady, string? reason)
    {
        var container = pod.Spec.Containers[0];
        return new V1PodStatus
        {
            Phase = "Running",
            HostIP = "127.0.0.1",
            PodIP = "127.0.0.1",
            PodIPs = [new V1PodIP { Ip = "127.0.0.1" }],
            StartTime = _began,
            Conditions = [Condition("Initialized", true, null), Condition("ContainersReady", isReady, reason), Condition("Ready", isReady, reason)],
            ContainerStatuses =
            [
                new V1ContainerStatus
                {
                    Name = container.Name,
                    Image = container.Image,
                    ImageID = container.Image,
                    Ready = isReady,
                    Started = state.Running is not null,
                    RestartCount = _restarts,
                    State = state,
                    LastState = _last is null ? null : new V1ContainerState { Terminated = _last },
                },
            ],
        };
    }

    private static V1PodCondition Condition(string type, bool holds, string? reason) => new()
    {
        Type = type, Status = holds ? "True" : "False", Reason = reason, LastTransitionTime = Now,
    };
}
