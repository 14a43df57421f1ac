using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Annotations that the operator writes on a stream's objects and pods.</summary>
internal static class StreamAnnotations
{
    /// <summary>Hash of the object as it is wanted: a field that is no longer wanted shows as another hash.</summary>
    public const string DesiredHash = StreamApi.Group + "/desired-hash";

    /// <summary>Hash of the settings that a pod was started with: other settings replace the pods.</summary>
    public const string SettingsHash = StreamApi.Group + "/settings-hash";

    /// <summary>IAM role that a pod was started with: it is given to a pod when that is made, so another role replaces the pods.</summary>
    public const string PodRoleArn = StreamApi.Group + "/role-arn";

    /// <summary>IAM role of the pods with this ServiceAccount: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html</summary>
    public const string RoleArn = "eks.amazonaws.com/role-arn";

    public const string Scrape = "prometheus.io/scrape";
    public const string ScrapePort = "prometheus.io/port";
    public const string ScrapePath = "prometheus.io/path";
}
