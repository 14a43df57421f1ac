using System.Globalization;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KeyspacesStreamer.Operator.Tests.Api.Documents;

/// <summary>Documents of a YAML file of the tree as JSON, plain scalars read as Kubernetes reads them.</summary>
internal static class YamlFile
{
    public static JsonObject One(string path) => Assert.Single(All(path));

    public static IReadOnlyList<JsonObject> All(string path)
    {
        using var reader = new StreamReader(RepositoryRoot.PathOf(path.Split('/')));
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents.Select(document => JsonOf(document.RootNode)!.AsObject())]; // a manifest is an object
    }

    public static IReadOnlyList<string> In(string folder, string pattern = "*.yaml") =>
    [
        .. Directory.EnumerateFiles(RepositoryRoot.PathOf(folder.Split('/')), pattern)
            .Select(file => $"{folder}/{Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal),
    ];

    private static JsonNode? JsonOf(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, JsonOf(pair.Value)))), // keys are scalars
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
