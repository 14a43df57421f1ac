using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Observability.Tests.Agent;

/// <summary>A pod as Kubernetes service discovery tells of it: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#pod</summary>
internal static partial class DiscoveredPod
{
    /// <param name="place">Namespace of the pod.</param>
    /// <param name="template">The template of its Deployment.</param>
    /// <param name="port">Which port of its container; each is a target of its own.</param>
    public static IReadOnlyDictionary<string, string> Of(string place, JsonNode template, string port = "metrics")
    {
        var meta = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__meta_kubernetes_namespace"] = place,
            ["__meta_kubernetes_pod_container_port_name"] = port,
            ["__metrics_path__"] = "/metrics-by-default",
        };
        foreach (var (kind, words) in new[] { ("label", template["metadata"]?["labels"]), ("annotation", template["metadata"]?["annotations"]) })
        {
            foreach (var (name, value) in words?.AsObject() ?? [])
            {
                meta[$"__meta_kubernetes_pod_{kind}_{NotALabel().Replace(name, "_")}"] = (string?)value ?? "";
            }
        }

        return meta;
    }

    [GeneratedRegex("[^a-zA-Z0-9_]")]
    private static partial Regex NotALabel();
}
