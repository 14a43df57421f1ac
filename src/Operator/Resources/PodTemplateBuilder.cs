using System.Globalization;
using k8s.Models;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Builds the template of a stream's pods: what every pod is, besides its container.</summary>
internal static class PodTemplateBuilder
{
    // The user of the chiseled .NET images; a named one would be refused by runAsNonRoot.
    private const long User = 1654;

    public static V1PodTemplateSpec Build(DesiredStream desired)
    {
        var pod = desired.Stream.Spec.Pod;
        return new V1PodTemplateSpec
        {
            Metadata = new V1ObjectMeta
            {
                Labels = Merged(pod.Labels, StreamLabels.Of(desired.Stream.Metadata.Name)),
                Annotations = Merged(Scraping(), pod.Annotations, Replacing(desired)),
            },
            Spec = new V1PodSpec
            {
                ServiceAccountName = ServiceAccountBuilder.NameFor(desired),
                // The pod needs no Kubernetes rights; on EKS the token for AWS comes as a volume of its own.
                AutomountServiceAccountToken = false,
                EnableServiceLinks = false,
                TerminationGracePeriodSeconds = pod.TerminationGracePeriodSeconds,
                SecurityContext = new V1PodSecurityContext
                {
                    RunAsNonRoot = true,
                    RunAsUser = User,
                    RunAsGroup = User,
                    FsGroup = User,
                    SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
                },
                NodeSelector = pod.NodeSelector is { Count: > 0 } selector ? Merged(selector) : null,
                Tolerations = pod.Tolerations is { Count: > 0 } tolerations ? [.. tolerations.Select(Sparse)] : null,
                Containers = [ContainerBuilder.Build(desired)],
                Volumes = ContainerBuilder.Volumes(desired),
            },
        };
    }

    private static Dictionary<string, string> Scraping() => new()
    {
        [StreamAnnotations.Scrape] = "true",
        [StreamAnnotations.ScrapePort] = Ports.Status.ToString(CultureInfo.InvariantCulture),
        [StreamAnnotations.ScrapePath] = Ports.MetricsPath,
    };

    /// <summary>What is outside the template, and yet replaces the pods when it changes.</summary>
    private static Dictionary<string, string> Replacing(DesiredStream desired)
    {
        var marks = new Dictionary<string, string> { [StreamAnnotations.SettingsHash] = SettingsHash.Of(desired.Settings) };
        if (desired.Stream.Spec.Pod.RoleArn is { } roleArn)
        {
            marks[StreamAnnotations.PodRoleArn] = roleArn;
        }

        return marks;
    }

    /// <summary>All of them, by name; a later one wins over an earlier one.</summary>
    private static SortedDictionary<string, string> Merged(params IEnumerable<KeyValuePair<string, string>>?[] maps)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in maps.SelectMany(map => map ?? []))
        {
            merged[key] = value;
        }

        return merged;
    }

    /// <summary>As the API server stores it: without empty texts.</summary>
    private static V1Toleration Sparse(V1Toleration toleration) => new()
    {
        Key = NullWhenEmpty(toleration.Key),
        OperatorProperty = NullWhenEmpty(toleration.OperatorProperty),
        Value = NullWhenEmpty(toleration.Value),
        Effect = NullWhenEmpty(toleration.Effect),
        TolerationSeconds = toleration.TolerationSeconds,
    };

    private static string? NullWhenEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
