using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>The objects of infrastructure/observability/cloudwatch-agent.</summary>
internal static class AgentManifests
{
    public static string Folder { get; } = RepositoryRoot.PathOf("infrastructure", "observability", "cloudwatch-agent");

    public static IReadOnlyList<Manifest> All { get; } = [.. Resources().SelectMany(file =>
        YamlText.Documents(File.ReadAllText(Path.Combine(Folder, file))).Select(root => new Manifest(root.ToJsonString(), root)))];

    private static IEnumerable<string> Resources() =>
        YamlText.Read(File.ReadAllText(Path.Combine(Folder, "kustomization.yaml")))!["resources"]!.AsArray().Select(file => (string)file!); // the file lists some
}
