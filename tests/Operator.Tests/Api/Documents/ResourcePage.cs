using System.Xml.Linq;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Tests.Api.Schemas;

namespace KeyspacesStreamer.Operator.Tests.Api.Documents;

/// <summary>The tables of docs/resource.md as schema and code have them.</summary>
internal static class ResourcePage
{
    public static string TextOf(string table) => table switch
    {
        "conditions" => Conditions(),
        _ => string.Join('\n', ["| field | type | default | meaning |", "|---|---|---|---|", .. StreamDefinition.Field(table).All.Skip(1).Where(IsShown).Select(Row)]),
    };

    // Keys, values and items speak for themselves in the row of their collection.
    private static bool IsShown(SchemaNode node) => !node.Path.EndsWith("{}", StringComparison.Ordinal) && !node.Path.EndsWith("[]", StringComparison.Ordinal);

    private static string Row(SchemaNode node) => $"| `{node.Path[(node.Path.IndexOf('.', StringComparison.Ordinal) + 1)..]}` | {TypeOf(node)} | {DefaultOf(node)} | {node.Description} |";

    private static string TypeOf(SchemaNode node) => node switch
    {
        { Enum.Count: > 0 } => string.Join(" or ", node.Enum.Select(word => $"`{word}`")),
        { IsIntOrString: true } => "number or text",
        { Type: "array" } => "list",
        { IsMap: true } => "text by name",
        { Type: "object" } => "",
        { Type: "boolean" } => "`true` or `false`",
        { Type: "integer" } => "number",
        { Format: "date-time" } => "time",
        _ => "text",
    };

    private static string DefaultOf(SchemaNode node)
    {
        var parent = StreamDefinition.Field(node.Path[..node.Path.LastIndexOf('.')]);
        return parent.Required.Contains(node.Name) ? "required"
            : node.Default is { } value && node.Type != "object" ? $"`{value}`"
            : "";
    }

    /// <summary>Types of conditions with the words of their documentation.</summary>
    private static string Conditions()
    {
        var comments = XDocument.Load(Path.ChangeExtension(typeof(ConditionTypes).Assembly.Location, ".xml"));
        var summaries = comments.Descendants("member").ToDictionary(member => (string?)member.Attribute("name") ?? "", member => member.Element("summary")?.Value.Trim() ?? "");
        return string.Join('\n', ["| condition | true means |", "|---|---|", .. ConditionTypes.All.Select(type => $"| `{type}` | {summaries[$"F:{typeof(ConditionTypes).FullName}.{type}"]} |")]);
    }
}
