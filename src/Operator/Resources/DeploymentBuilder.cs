using k8s.Models;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Builds the Deployment that keeps the pods of a stream.</summary>
internal static class DeploymentBuilder
{
    private const int KeptRevisions = 3;

    // A Fargate pod waits for its node, then for an image that no cache has: more than a minute, and each pod in turn.
    private const int ProgressDeadlineSeconds = 900;

    public static V1Deployment Build(DesiredStream desired)
    {
        var stream = desired.Stream.Metadata.Name;
        return new V1Deployment
        {
            ApiVersion = $"{V1Deployment.KubeGroup}/{V1Deployment.KubeApiVersion}",
            Kind = V1Deployment.KubeKind,
            Metadata = OwnedResourceMetadata.Of(desired.Stream, OwnedResourceNames.Deployment(stream)),
            Spec = new V1DeploymentSpec
            {
                Replicas = desired.Replicas,
                RevisionHistoryLimit = KeptRevisions,
                ProgressDeadlineSeconds = ProgressDeadlineSeconds,
                // The new pod is ready before the old one is told to stop; leases keep it at one reader a shard.
                Strategy = new V1DeploymentStrategy { Type = "RollingUpdate", RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = 1, MaxUnavailable = 0 } },
                Selector = new V1LabelSelector { MatchLabels = StreamLabels.Selecting(stream) },
                Template = PodTemplateBuilder.Build(desired),
            },
        };
    }
}
