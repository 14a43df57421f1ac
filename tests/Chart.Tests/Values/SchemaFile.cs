using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Chart.Tests.Values;

/// <summary>values.schema.json.</summary>
internal static class SchemaFile
{
    private static readonly JsonObject Root = JsonNode.Parse(Renderer.ChartFile("values.schema.json")) as JsonObject ?? throw new InvalidDataException("The schema is no object.");

    /// <summary>Paths of values that are no group of others.</summary>
    public static IReadOnlyList<string> Leaves { get; } = [.. LeavesOf("", Root)];

    /// <summary>Every place that names the members of an object.</summary>
    public static IReadOnlyList<SchemaNode> Objects { get; } = [.. All("", Root).Where(item => item.Node.ContainsKey("properties"))];

    /// <summary>Every place that has a name: members of objects, items of lists, definitions; a reference is described where it leads.</summary>
    public static IReadOnlyList<SchemaNode> Described { get; } =
        [.. All("", Root).Where(item => !item.Path.EndsWith("/additionalProperties", StringComparison.Ordinal) && !item.Node.ContainsKey("$ref"))];

    private static IEnumerable<string> LeavesOf(string path, JsonObject node) =>
        node["properties"] is JsonObject members
            ? members.SelectMany(member => LeavesOf(path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Value as JsonObject ?? []))
            : [path];

    private static IEnumerable<SchemaNode> All(string path, JsonObject node) =>
        new[] { new SchemaNode(path, node) }
            .Concat(Within(path, node, "properties"))
            .Concat(Within(path, node, "definitions"))
            .Concat(new[] { "items", "additionalProperties" }.Where(name => node[name] is JsonObject).SelectMany(name => All($"{path}/{name}", node[name] as JsonObject ?? [])));

    private static IEnumerable<SchemaNode> Within(string path, JsonObject node, string name) =>
        (node[name] as JsonObject ?? []).SelectMany(member => All($"{path}/{member.Key}", member.Value as JsonObject ?? []));
}
