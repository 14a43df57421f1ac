using KeyspacesStreamer.Operator.Kubernetes;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>
/// The kinds of objects that the operator makes for a stream, in the order in which they are applied: what pods need comes before the pods. A new kind is a row here, its builder, and its rights in config/rbac.
/// </summary>
internal static class OwnedKinds
{
    private static readonly OwnedKind[] Always =
    [
        new OwnedKind<V1ConfigMap>(ResourceKinds.ConfigMaps, OwnedResourceNames.Settings, ConfigMapBuilder.Build, IsReadByPods: true),
        new OwnedKind<V1ServiceAccount>(
            ResourceKinds.ServiceAccounts, OwnedResourceNames.ServiceAccount, desired => desired.Stream.Spec.Pod.RoleArn is { } role ? ServiceAccountBuilder.Build(desired, role) : null, IsReadByPods: true),
        new OwnedKind<V1Service>(ResourceKinds.Services, OwnedResourceNames.Service, ServiceBuilder.Build),
        new OwnedKind<V1Deployment>(ResourceKinds.Deployments, OwnedResourceNames.Deployment, DeploymentBuilder.Build),
    ];

    /// <summary>All of them.</summary>
    /// <param name="disruptionBudgetVersion">Version of policy in which the server serves disruption budgets; null when it serves none, and then there are none.</param>
    public static IReadOnlyList<OwnedKind> Of(string? disruptionBudgetVersion) => disruptionBudgetVersion is not { } version ? Always :
    [
        .. Always,
        new OwnedKind<V1PodDisruptionBudget>(
            ResourceKinds.DisruptionBudgets(version), OwnedResourceNames.DisruptionBudget, desired => desired.Replicas > 1 ? DisruptionBudgetBuilder.Build(desired, version) : null),
    ];
}
