using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Observability.Tests.Agent;

/// <summary>Pods as operator and chart make them, and what the agent makes of their metrics.</summary>
internal static class Fleet
{
    public const string StreamNamespace = "keyspaces-streams";

    /// <summary>A pod of the sample stream <c>media-content</c>: the golden file is what the operator applies.</summary>
    public static IReadOnlyDictionary<string, string> StreamPod(string place = StreamNamespace, string port = "metrics")
    {
        var deployment = YamlText.Read(File.ReadAllText(RepositoryRoot.PathOf("tests", "Golden", "children", "minimal", "deployments.yaml")));
        return DiscoveredPod.Of(place, deployment!["spec"]!["template"]!, port); // a Deployment has one
    }

    /// <summary>A pod of the operator.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OperatorPodAsync()
    {
        var deployment = (await Renderer.WithAsync()).Single(document => document.Kind == "Deployment");
        return DiscoveredPod.Of(Renderer.Namespace, deployment["spec.template"]);
    }

    public static async Task<IReadOnlyList<Series>> TakenAsync() =>
    [
        .. AgentConfiguration.TakenOf(await Expositions.PodAsync(), TargetOf(StreamPod())),
        .. AgentConfiguration.TakenOf(await Expositions.OperatorAsync(), TargetOf(await OperatorPodAsync())),
    ];

    public static async Task<IReadOnlyList<PublishedMetric>> PublishedAsync() =>
    [
        .. AgentConfiguration.PublishedOf(await Expositions.PodAsync(), TargetOf(StreamPod())),
        .. AgentConfiguration.PublishedOf(await Expositions.OperatorAsync(), TargetOf(await OperatorPodAsync())),
    ];

    private static IReadOnlyDictionary<string, string> TargetOf(IReadOnlyDictionary<string, string> meta) =>
        ScrapeConfiguration.TargetOf(meta) ?? throw new InvalidDataException("The pod is not scraped.");
}
