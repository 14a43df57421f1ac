using k8s.Models;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Builds the ServiceAccount through which the pods get the IAM role that the spec names.</summary>
internal static class ServiceAccountBuilder
{
    public static V1ServiceAccount Build(DesiredStream desired, string roleArn)
    {
        var metadata = OwnedResourceMetadata.Of(desired.Stream, OwnedResourceNames.ServiceAccount(desired.Stream.Metadata.Name));
        metadata.Annotations = new Dictionary<string, string> { [StreamAnnotations.RoleArn] = roleArn };
        return new V1ServiceAccount
        {
            ApiVersion = V1ServiceAccount.KubeApiVersion,
            Kind = V1ServiceAccount.KubeKind,
            Metadata = metadata,
            // The pods need no Kubernetes rights; the token for AWS is another volume.
            AutomountServiceAccountToken = false,
        };
    }

    /// <summary>Name of the ServiceAccount of the pods. The namespace's default is written out: a name that is only left out would stay in the Deployment's older field <c>serviceAccount</c>.</summary>
    public static string NameFor(DesiredStream desired)
    {
        var pod = desired.Stream.Spec.Pod;
        return pod.RoleArn is not null ? OwnedResourceNames.ServiceAccount(desired.Stream.Metadata.Name) : pod.ServiceAccountName ?? "default";
    }
}
