namespace KeyspacesStreamer.AwsLab.Webhook;

/// <summary>What a pod gets: variables of its containers, and a volume with a token.</summary>
/// <param name="Kind">How it gets credentials.</param>
/// <param name="Volume">Name of the volume.</param>
/// <param name="MountPath">Where it is mounted.</param>
/// <param name="TokenFile">Name of the file in it.</param>
internal sealed record PodCredentials(PodIdentityKind Kind, string Volume, string MountPath, string TokenFile)
{
    private const string Prefix = "eks.amazonaws.com/";
    private const string DefaultAudience = "sts.amazonaws.com";
    private const long DefaultSeconds = 86400;
    private const long LeastSeconds = 600; // the kubelet refuses less

    public required string Audience { get; init; }

    public required long Seconds { get; init; }

    /// <summary>Set unless a container has them.</summary>
    public required IReadOnlyList<(string Name, string Value)> Variables { get; init; }

    /// <summary>Names of containers that are left alone.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <param name="account">Annotations of the ServiceAccount.</param>
    /// <param name="pod">Annotations of the pod, which go before.</param>
    /// <param name="region">Region for containers that name none.</param>
    /// <returns>Null when the ServiceAccount has no role.</returns>
    public static PodCredentials? OfRole(IReadOnlyDictionary<string, string> account, IReadOnlyDictionary<string, string> pod, string region)
    {
        if (account.GetValueOrDefault(Prefix + "role-arn") is not { Length: > 0 } role)
        {
            return null;
        }

        const string Path = "/var/run/secrets/eks.amazonaws.com/serviceaccount";
        return new PodCredentials(PodIdentityKind.WebIdentity, "aws-iam-token", Path, "token")
        {
            Audience = account.GetValueOrDefault(Prefix + "audience") ?? DefaultAudience,
            Seconds = SecondsOf(pod.GetValueOrDefault(Prefix + "token-expiration") ?? account.GetValueOrDefault(Prefix + "token-expiration")),
            Variables =
            [
                .. account.GetValueOrDefault(Prefix + "sts-regional-endpoints") == "false" ? [] : new[] { ("AWS_STS_REGIONAL_ENDPOINTS", "regional") },
                ("AWS_DEFAULT_REGION", region), ("AWS_REGION", region), ("AWS_ROLE_ARN", role), ("AWS_WEB_IDENTITY_TOKEN_FILE", $"{Path}/token"),
            ],
            Skipped = SkippedBy(pod),
        };
    }

    public static PodCredentials OfAssociation(IReadOnlyDictionary<string, string> pod, string region)
    {
        const string Path = "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount";
        const string File = "eks-pod-identity-token";
        return new PodCredentials(PodIdentityKind.PodIdentity, File, Path, File)
        {
            Audience = "pods.eks.amazonaws.com",
            Seconds = DefaultSeconds,
            Variables =
            [
                ("AWS_STS_REGIONAL_ENDPOINTS", "regional"), ("AWS_DEFAULT_REGION", region), ("AWS_REGION", region),
                ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials"), ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", $"{Path}/{File}"),
            ],
            Skipped = SkippedBy(pod),
        };
    }

    private static long SecondsOf(string? text) => long.TryParse(text, out var seconds) ? Math.Max(seconds, LeastSeconds) : DefaultSeconds;

    private static string[] SkippedBy(IReadOnlyDictionary<string, string> pod) =>
        pod.GetValueOrDefault(Prefix + "skip-containers")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
