using System.Text.Json.Serialization;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>The pods that read the stream.</summary>
internal sealed record PodSpec
{
    /// <summary>Part of the grace period that is not the pod's to flush in: the end of the process, and the container runtime.</summary>
    private static readonly TimeSpan GraceReserve = TimeSpan.FromSeconds(5);

    /// <summary>Image; null for the one that belongs to the operator's version.</summary>
    [JsonPropertyName("image")]
    public string? Image { get; init; }

    /// <summary>Size of a pod, one that Fargate sells.</summary>
    [JsonPropertyName("resources")]
    public PodResources Resources { get; init; } = new();

    /// <summary>ServiceAccount; null for the one that <see cref="RoleArn"/> makes, or else the namespace's default.</summary>
    [JsonPropertyName("serviceAccountName")]
    public string? ServiceAccountName { get; init; }

    /// <summary>ARN of the IAM role that an own ServiceAccount gives the pods; null for no own ServiceAccount.</summary>
    [JsonPropertyName("roleArn")]
    public string? RoleArn { get; init; }

    /// <summary>Certificates of authorities that are trusted besides the public ones; null for the public ones alone.</summary>
    [JsonPropertyName("trustedCertificates")]
    public TrustedCertificates? TrustedCertificates { get; init; }

    /// <summary>Labels besides the operator's own; null for none.</summary>
    [JsonPropertyName("labels")]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations besides the operator's own; null for none.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Environment besides the operator's own; null for none. The schema takes fewer sources of values than Kubernetes.</summary>
    [JsonPropertyName("env")]
    public IReadOnlyList<V1EnvVar>? Env { get; init; }

    /// <summary>Labels that the node must have; null for none.</summary>
    [JsonPropertyName("nodeSelector")]
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>Taints that are tolerated; null for none.</summary>
    [JsonPropertyName("tolerations")]
    public IReadOnlyList<V1Toleration>? Tolerations { get; init; }

    /// <summary>Seconds that a stopping pod has, 10 to 600.</summary>
    [JsonPropertyName("terminationGracePeriodSeconds")]
    public long TerminationGracePeriodSeconds { get; init; } = 60;

    /// <summary>Time that the process may take to flush, commit and release: the grace period without its last five seconds.</summary>
    public TimeSpan DrainTimeout() => TimeSpan.FromSeconds(TerminationGracePeriodSeconds) - GraceReserve;
}
