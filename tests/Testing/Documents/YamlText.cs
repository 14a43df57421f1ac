using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KeyspacesStreamer.Testing.Documents;

/// <summary>YAML as JSON, plain scalars read as Kubernetes reads them.</summary>
internal static class YamlText
{
    public static JsonNode? Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return JsonOf(Assert.Single(stream.Documents).RootNode);
    }

    public static IReadOnlyList<JsonObject> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => JsonOf(document.RootNode)).OfType<JsonObject>()];
    }

    private static JsonNode? JsonOf(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "", JsonOf(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(JsonOf)]),
        YamlScalarNode scalar => ValueOf(scalar),
        _ => throw new InvalidDataException($"{node.NodeType} has no place in a manifest."),
    };

    private static JsonValue? ValueOf(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        return scalar.Style != ScalarStyle.Plain ? JsonValue.Create(text)
            : text is "" or "null" or "~" ? null
            : text is "true" or "false" ? JsonValue.Create(text == "true")
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole)
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
