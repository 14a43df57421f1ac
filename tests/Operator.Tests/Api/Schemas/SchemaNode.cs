using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Operator.Tests.Api.Schemas;

/// <summary>One schema inside the definition, with the path of the field it describes.</summary>
/// <param name="Path">The field, for example <c>spec.source.keyspace</c>; <c>[]</c> stands for the items of a list, <c>{}</c> for the values of a map; empty for the resource itself.</param>
/// <param name="Json">The schema.</param>
internal sealed record SchemaNode(string Path, JsonObject Json)
{
    public bool IsIntOrString => Json["x-kubernetes-int-or-string"]?.GetValue<bool>() ?? false;

    public string Type => IsIntOrString ? "int-or-string" : Json["type"]!.GetValue<string>(); // every schema has a type: asserted by SchemaWordsTests

    public string? Format => Json["format"]?.GetValue<string>();

    public string? Description => Json["description"]?.GetValue<string>();

    public string? Pattern => Json["pattern"]?.GetValue<string>();

    public JsonNode? Default => Json["default"];

    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    public IReadOnlyList<string> Required => Words("required");

    public IReadOnlyList<string> Enum => Words("enum");

    /// <summary>Message and text of each rule.</summary>
    public IReadOnlyList<(string Rule, string Message)> Rules =>
        [.. (Json["x-kubernetes-validations"] as JsonArray ?? []).Select(rule => (rule!["rule"]!.GetValue<string>(), rule["message"]?.GetValue<string>() ?? ""))]; // a rule is an object and has text

    public IReadOnlyList<SchemaNode> Properties =>
        [.. (Json["properties"] as JsonObject ?? []).Select(property => new SchemaNode(Path.Length == 0 ? property.Key : $"{Path}.{property.Key}", property.Value!.AsObject()))]; // schemas are objects

    /// <summary>The schema of a list's items or of a map's values.</summary>
    public SchemaNode? Element =>
        Json["items"] is JsonObject items ? new SchemaNode(Path + "[]", items)
        : Json["additionalProperties"] is JsonObject values ? new SchemaNode(Path + "{}", values)
        : null;

    public bool IsMap => Json["additionalProperties"] is JsonObject;

    /// <summary>The node and all below it.</summary>
    public IEnumerable<SchemaNode> All => Properties.Concat(Element is { } element ? [element] : []).SelectMany(node => node.All).Prepend(this);

    /// <summary>The field below this one that a path names; null when there is none.</summary>
    public SchemaNode? Find(string path) => All.FirstOrDefault(node => node.Path == path);

    public override string ToString() => Path;

    private IReadOnlyList<string> Words(string key) => [.. (Json[key] as JsonArray ?? []).Select(word => word!.GetValue<string>())]; // words are not null
}
