using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using KeyspacesStreamer.Operator.Cluster;
using KeyspacesStreamer.Operator.Queues;

namespace KeyspacesStreamer.Operator.Desired;

/// <summary>The objects that a stream should have, in the order in which they are applied: what pods need stands before the pods.</summary>
internal static class Children
{
    public static IReadOnlyList<Child> Of(DesiredStream desired)
    {
        var children = new List<Child> { Seal(ResourceKinds.ConfigMaps, ConfigMapBuilder.Build(desired)) };
        if (desired.Stream.Spec.Pod.RoleArn is { } roleArn)
        {
            children.Add(Seal(ResourceKinds.ServiceAccounts, ServiceAccountBuilder.Build(desired, roleArn)));
        }

        children.Add(Seal(ResourceKinds.Services, ServiceBuilder.Build(desired)));
        children.Add(Seal(ResourceKinds.Deployments, DeploymentBuilder.Build(desired)));
        if (desired is { Replicas: > 1, DisruptionBudgetVersion: { } version })
        {
            children.Add(Seal(ResourceKinds.DisruptionBudgets(version), DisruptionBudgetBuilder.Build(desired, version)));
        }

        return children;
    }

    private static Child Seal(ResourceKind kind, IKubernetesObject<V1ObjectMeta> wanted)
    {
        var document = JsonNode.Parse(KubernetesJson.Serialize(wanted))!.AsObject(); // an object is never null
        DesiredHash.WriteInto(document);
        return new Child(kind, new ResourceKey(wanted.Metadata.NamespaceProperty, wanted.Metadata.Name), document);
    }
}
