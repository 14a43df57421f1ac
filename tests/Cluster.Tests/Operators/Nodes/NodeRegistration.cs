using k8s;
using k8s.Models;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.Cluster.Tests.Operators.Nodes;

/// <summary>The Node object and the Lease by which the controllers see that the node lives.</summary>
internal sealed class NodeRegistration(Kubernetes client, string name)
{
    private const string LeaseNamespace = "kube-node-lease";

    // As a kubelet has it: https://kubernetes.io/docs/reference/node/node-status/#heartbeats
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var capacity = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("400"), ["memory"] = new("800Gi"), ["ephemeral-storage"] = new("400Gi"), ["pods"] = new("200") };
        var status = new V1NodeStatus
        {
            Capacity = capacity,
            Allocatable = capacity,
            Addresses = [new V1NodeAddress { Type = "InternalIP", Address = "127.0.0.1" }],
            Conditions = [Condition("Ready", "True"), Condition("MemoryPressure", "False"), Condition("DiskPressure", "False"), Condition("PIDPressure", "False")],
        };
        var node = new V1Node { Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = name } }, Spec = new V1NodeSpec(), Status = status };
        await client.CoreV1.CreateNodeAsync(node, cancellationToken: cancellationToken);
        await client.CoreV1.PatchNodeStatusAsync(new V1Patch(new V1Node { Status = status }, V1Patch.PatchType.StrategicMergePatch), name, cancellationToken: cancellationToken);
        var lease = new V1Lease { Metadata = new V1ObjectMeta { Name = name }, Spec = Renewed() };
        await client.CoordinationV1.CreateNamespacedLeaseAsync(lease, LeaseNamespace, cancellationToken: cancellationToken);
    }

    /// <summary>Never ends by itself.</summary>
    public async Task KeepAliveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Pace.PauseAsync(Heartbeat, cancellationToken);
            try
            {
                var patch = new V1Patch(new V1Lease { Spec = Renewed() }, V1Patch.PatchType.MergePatch);
                await client.CoordinationV1.PatchNamespacedLeaseAsync(patch, name, LeaseNamespace, cancellationToken: cancellationToken);
            }
            catch (HttpRequestException)
            {
                // The server is away; the next heartbeat comes.
            }
        }
    }

    private V1LeaseSpec Renewed() => new() { HolderIdentity = name, LeaseDurationSeconds = 40, RenewTime = TimeProvider.System.GetUtcNow().UtcDateTime };

    private static V1NodeCondition Condition(string type, string status) => new()
    {
        Type = type, Status = status, Reason = "ProcessNode", Message = "Pods are processes.", LastHeartbeatTime = Now, LastTransitionTime = Now,
    };

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;
}
