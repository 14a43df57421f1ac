using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Observability.Tests.Lua;

/// <summary>What Argo CD is told about our kind, in the layout of its own repository.</summary>
internal static class Customization
{
    public const string Folder = "infrastructure/argocd/resource_customizations/keyspaces-streamer.dev/KeyspacesCdcStream";

    public static JsonNode Read(string path) =>
        YamlText.Read(File.ReadAllText(RepositoryRoot.PathOf($"{Folder}/{path}".Split('/')))) ?? throw new InvalidDataException($"{path} is empty.");

    /// <summary>All resources that its tests begin with.</summary>
    public static IEnumerable<string> Inputs { get; } =
    [
        .. Read("health_test.yaml")["tests"]!.AsArray().Select(test => (string)test!["inputPath"]!), // the file lists them
        .. Read("actions/action_test.yaml")["discoveryTests"]!.AsArray().Select(test => $"actions/{test!["inputPath"]}"), // the file lists them
    ];

    public static Task<JsonNode> HealthOfAsync(JsonNode stream) => Sandbox.RunAsync($"{Folder}/health.lua", stream);
}
