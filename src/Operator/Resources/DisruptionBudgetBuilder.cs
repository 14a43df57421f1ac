using k8s.Models;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Builds the PodDisruptionBudget that lets one pod at a time be evicted; a stream of one pod has none, because it would hold nodes back for ever.</summary>
internal static class DisruptionBudgetBuilder
{
    public static V1PodDisruptionBudget Build(DesiredStream desired, string version)
    {
        var stream = desired.Stream.Metadata.Name;
        return new V1PodDisruptionBudget
        {
            ApiVersion = $"{V1PodDisruptionBudget.KubeGroup}/{version}",
            Kind = V1PodDisruptionBudget.KubeKind,
            Metadata = OwnedResourceMetadata.Of(desired.Stream, OwnedResourceNames.DisruptionBudget(stream)),
            Spec = new V1PodDisruptionBudgetSpec
            {
                MaxUnavailable = 1,
                Selector = new V1LabelSelector { MatchLabels = StreamLabels.Selecting(stream) },
            },
        };
    }
}
