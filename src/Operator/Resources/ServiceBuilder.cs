using k8s.Models;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Builds the headless Service through which metrics and status of each pod are found.</summary>
internal static class ServiceBuilder
{
    public static V1Service Build(DesiredStream desired)
    {
        var stream = desired.Stream.Metadata.Name;
        return new V1Service
        {
            ApiVersion = V1Service.KubeApiVersion,
            Kind = V1Service.KubeKind,
            Metadata = OwnedResourceMetadata.Of(desired.Stream, OwnedResourceNames.Service(stream)),
            Spec = new V1ServiceSpec
            {
                ClusterIP = "None",
                // A pod that is not ready is the one whose metrics are wanted most.
                PublishNotReadyAddresses = true,
                Selector = StreamLabels.Selecting(stream),
                Ports = [new V1ServicePort { Name = Ports.StatusName, Port = Ports.Status, Protocol = "TCP", TargetPort = Ports.StatusName }],
            },
        };
    }
}
