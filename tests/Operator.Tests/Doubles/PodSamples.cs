using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Pods and Deployments of a stream <c>media</c> in namespace <c>streams</c>, as a cluster shows them.</summary>
internal static class PodSamples
{
    public const string Container = "main";
    public const string Settings = "hash-2";

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A pod that was made so long ago, runs and is ready.</summary>
    public static V1Pod Ready(string name, double minutes = 10) => Running(name, minutes, With("Ready", "True"));

    /// <summary>A pod whose container runs, with these conditions.</summary>
    public static V1Pod Running(string name, double minutes, params V1PodCondition[] conditions) =>
        Pod(name, minutes, new V1ContainerState { Running = new V1ContainerStateRunning() }, conditions);

    /// <summary>A pod whose container waits.</summary>
    public static V1Pod Waiting(string name, string reason, string? message, V1ContainerStateTerminated? last = null, string image = "registry.example/streampod:1")
    {
        var pod = Pod(name, 5, new V1ContainerState { Waiting = new V1ContainerStateWaiting { Reason = reason, Message = message } }, With("Ready", "False", "containers with unready status: [main]"));
        pod.Status.ContainerStatuses[0].LastState = new V1ContainerState { Terminated = last };
        pod.Status.ContainerStatuses[0].Image = image;
        return pod;
    }

    /// <summary>A pod whose container ended so often that it waits for its next start.</summary>
    public static V1Pod Crashing(string name, int exitCode, string? words = null, string reason = "Error")
    {
        var pod = Waiting(name, "CrashLoopBackOff", "back-off 5m0s restarting failed container", new V1ContainerStateTerminated { ExitCode = exitCode, Message = words, Reason = reason });
        pod.Status.ContainerStatuses[0].RestartCount = 4;
        return pod;
    }

    /// <summary>A pod without a node.</summary>
    public static V1Pod Unscheduled(string name, double minutes, string? words)
    {
        var pod = Pod(name, minutes, null, With("PodScheduled", "False", words));
        pod.Spec.NodeName = null;
        pod.Status.Phase = "Pending";
        return pod;
    }

    public static V1Pod Leaving(V1Pod pod)
    {
        pod.Metadata.DeletionTimestamp = Now.UtcDateTime;
        return pod;
    }

    public static V1PodCondition With(string type, string status, string? message = null) => new() { Type = type, Status = status, Message = message };

    /// <summary>A Deployment whose controller has seen it.</summary>
    public static V1Deployment Deployment(int wanted, int updated, int ready, int? existing = null, params V1DeploymentCondition[] conditions) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = "media-pods", NamespaceProperty = "streams", Generation = 3,
            OwnerReferences = [new V1OwnerReference { Kind = "KeyspacesCdcStream", Name = "media" }],
        },
        Spec = new V1DeploymentSpec { Replicas = wanted, Template = new V1PodTemplateSpec { Spec = new V1PodSpec { Containers = [new V1Container { Name = Container }] } } },
        Status = new V1DeploymentStatus
        {
            ObservedGeneration = 3, Replicas = existing ?? updated, UpdatedReplicas = updated, ReadyReplicas = ready, AvailableReplicas = ready, Conditions = conditions,
        },
    };

    private static V1Pod Pod(string name, double minutes, V1ContainerState? state, params V1PodCondition[] conditions) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = name, NamespaceProperty = "streams", CreationTimestamp = Now.AddMinutes(-minutes).UtcDateTime,
            Labels = new Dictionary<string, string> { ["app.kubernetes.io/component"] = "stream", ["pod-template-hash"] = "77" },
            Annotations = new Dictionary<string, string> { ["keyspaces-streamer.dev/settings-hash"] = Settings },
        },
        Spec = new V1PodSpec { NodeName = "node-1" },
        Status = new V1PodStatus
        {
            Phase = "Running", Conditions = conditions,
            ContainerStatuses = state is null ? [] : [new V1ContainerStatus
            {
                Name = Container, Image = "registry.example/streampod:1", State = state, LastState = new V1ContainerState(),
                Ready = conditions.Any(condition => condition is { Type: "Ready", Status: "True" }),
            }],
        },
    };
}
