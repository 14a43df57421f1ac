using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling.Workloads;

/// <summary>How far a pod is in its life.</summary>
internal static class PodLife
{
    /// <summary>Whether it is being stopped; it may still flush.</summary>
    public static bool IsLeaving(V1Pod pod) => pod.Metadata.DeletionTimestamp is not null;

    /// <summary>Whether it ended for good, such as by an eviction; the Deployment makes another one.</summary>
    public static bool IsOver(V1Pod pod) => pod.Status?.Phase is "Failed" or "Succeeded";

    /// <summary>
    /// Whether nothing of it runs any more: it ended for good, or is being stopped and all its containers have ended. The kubelet shows such a pod for
    /// some seconds more.
    /// </summary>
    public static bool HasEnded(V1Pod pod) =>
        IsOver(pod) || (IsLeaving(pod) && pod.Status?.ContainerStatuses is { Count: > 0 } containers && containers.All(status => status.State is { Terminated: not null }));

    public static bool IsReady(V1Pod pod) => ConditionOf(pod, "Ready")?.Status == "True";

    /// <summary>Whether a container runs: none waits and none has ended.</summary>
    public static bool IsRunning(V1Pod pod) =>
        !IsOver(pod) && (pod.Status?.ContainerStatuses ?? []).All(status => status.State is not { Waiting: not null } and not { Terminated: not null });

    /// <summary>Whether what a pod of that name wrote into the lease table comes from the process that runs now: a restarted one that is not ready has written nothing yet.</summary>
    public static bool SpeaksForItself(V1Pod pod) => IsRunning(pod) && (IsReady(pod) || (pod.Status?.ContainerStatuses ?? []).All(status => status.RestartCount == 0));

    public static TimeSpan AgeAt(V1Pod pod, DateTimeOffset now) => pod.Metadata.CreationTimestamp is { } made ? now - made.ToUniversalTime() : TimeSpan.Zero;

    public static V1PodCondition? ConditionOf(V1Pod pod, string type) => pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
}
