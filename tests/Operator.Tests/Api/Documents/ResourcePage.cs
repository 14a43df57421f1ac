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
        "reasons" => Reasons(),
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
        { IsMap: true, Element.Type: "object" } => "by name",
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
    private static string Conditions() =>
        string.Join('\n', ["| condition | true means |", "|---|---|", .. ConditionTypes.All.Select(type => $"| `{type}` | {SummariesOf(typeof(ConditionTypes))[type]} |")]);

    /// <summary>Reasons by the conditions that their documentation begins with.</summary>
    private static string Reasons() => string.Join('\n', [
        "| reason | of | meaning |", "|---|---|---|",
        .. SummariesOf(typeof(ConditionReasons)).Select(reason => (Word: reason.Key, Parts: reason.Value.Split(": ", 2))).Select(reason => $"| `{reason.Word}` | {reason.Parts[0]} | {SentenceOf(reason.Parts[1])} |"),
    ]);

    // A field's name stays as it is.
    private static string SentenceOf(string words) => words.StartsWith("spec.", StringComparison.Ordinal) ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>Documentation of a class's constants, in the order of its file.</summary>
    private static Dictionary<string, string> SummariesOf(Type words)
    {
        var comments = XDocument.Load(Path.ChangeExtension(words.Assembly.Location, ".xml"));
        var prefix = $"F:{words.FullName}.";
        return comments.Descendants("member").Select(member => (Name: (string?)member.Attribute("name") ?? "", Summary: member.Element("summary")?.Value.Trim() ?? ""))
            .Where(member => member.Name.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(member => member.Name[prefix.Length..], member => member.Summary, StringComparer.Ordinal);
    }
}
