using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>A document as YAML for people: kind and metadata first, texts of several lines as they are.</summary>
internal static class YamlOutput
{
    private static readonly string[] First = ["apiVersion", "kind", "metadata", "name", "namespace"];

    public static string Of(JsonObject document)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var layout = new EmitterSettings().WithBestWidth(int.MaxValue).WithNewLine("\n");
        new YamlStream(new YamlDocument(NodeOf(document))).Save(new Emitter(writer, layout), assignAnchors: false);
        return writer.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal); // the end of the stream
    }

    private static YamlNode NodeOf(JsonNode? node) => node switch
    {
        JsonObject map => new YamlMappingNode(map.OrderBy(member => PlaceOf(member.Key)).ThenBy(member => member.Key, StringComparer.Ordinal)
            .SelectMany(member => new[] { new YamlScalarNode(member.Key), NodeOf(member.Value) })),
        JsonArray list => new YamlSequenceNode(list.Select(NodeOf)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => TextOf(value.GetValue<string>()),
        _ => new YamlScalarNode(node?.ToJsonString() ?? "null"),
    };

    private static YamlScalarNode TextOf(string text) => new(text)
    {
        Style = text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal
            : text is "" or "true" or "false" or "null" || double.TryParse(text, out _) ? ScalarStyle.DoubleQuoted
            : ScalarStyle.Any,
    };

    private static int PlaceOf(string name) => Array.IndexOf(First, name) is >= 0 and var place ? place : First.Length;
}
