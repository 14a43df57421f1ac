namespace KeyspacesStreamer.AwsLab.Webhook;

/// <summary>How a pod gets credentials.</summary>
internal enum PodIdentityKind
{
    /// <summary>Not by EKS.</summary>
    Nothing,

    /// <summary>By a role that trusts the cluster's issuer (IRSA).</summary>
    WebIdentity,

    /// <summary>By an association of EKS Pod Identity.</summary>
    PodIdentity,
}
