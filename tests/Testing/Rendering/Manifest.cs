using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Testing.Rendering;

/// <summary>One rendered document.</summary>
/// <param name="Text">As it was printed.</param>
/// <param name="Root">As it was understood.</param>
internal sealed record Manifest(string Text, JsonObject Root)
{
    public string ApiVersion => this["apiVersion"].GetValue<string>();

    public string Kind => this["kind"].GetValue<string>();

    public string Name => this["metadata.name"].GetValue<string>();

    public string? Namespace => (string?)Find("metadata.namespace");

    /// <summary>Its containers, when it is or makes pods.</summary>
    public IReadOnlyList<JsonObject> Containers => [.. ((PodSpec?["containers"] as JsonArray) ?? []).OfType<JsonObject>()];

    public JsonObject? PodSpec => (Kind == "Pod" ? Find("spec") : Find("spec.template.spec")) as JsonObject;

    /// <exception cref="InvalidDataException">There is nothing at the path.</exception>
    public JsonNode this[string path] => Find(path) ?? throw new InvalidDataException($"{Root["kind"]} has no {path}:\n{Text}");

    public static IReadOnlyList<Manifest> Read(string output) =>
        [.. output.Split("---\n# Source: ", StringSplitOptions.RemoveEmptyEntries).SelectMany(ReadPart)];

    public JsonNode? Find(string path) => path.Split('.').Aggregate((JsonNode?)Root, (node, name) => node?[name]);

    public IReadOnlyDictionary<string, string> Words(string path) =>
        ((Find(path) as JsonObject) ?? []).ToDictionary(pair => pair.Key, pair => pair.Value?.GetValue<string>() ?? "");

    public override string ToString() => $"{Kind} {Namespace}/{Name}";

    // After the name of its template a part has one document.
    private static IEnumerable<Manifest> ReadPart(string part) =>
        YamlText.Documents(part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..]).Select(root => new Manifest(part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..], root));
}
