using System.Text.Json.Nodes;
using k8s;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>Streams in a manifest of YAML or JSON documents; documents of other kinds are passed over.</summary>
internal static class StreamManifest
{
    /// <summary>The stream of that name, in that namespace if one is given.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="IOException">The manifest cannot be read; the message says where.</exception>
    public static KeyspacesCdcStream? Find(string manifest, string? @namespace, string name)
    {
        var found = Load(manifest).Documents
            .Select(document => JsonOf(document.RootNode)).OfType<JsonObject>()
            .FirstOrDefault(document => WordAt(document, "kind") == StreamApi.Kind
                && WordAt(document["metadata"], "name") == name
                && (@namespace is null || WordAt(document["metadata"], "namespace") is null || WordAt(document["metadata"], "namespace") == @namespace));
        if (found is null)
        {
            return null;
        }

        var stream = KubernetesJson.Deserialize<KeyspacesCdcStream>(found.ToJsonString());
        stream.Metadata.NamespaceProperty ??= @namespace ?? "default";
        return stream;
    }

    private static YamlStream Load(string manifest)
    {
        var documents = new YamlStream();
        try
        {
            documents.Load(new StringReader(manifest));
            return documents;
        }
        catch (YamlException problem)
        {
            throw new IOException($"The manifest cannot be read: line {problem.Start.Line}: {problem.Message}", problem);
        }
    }

    private static string? WordAt(JsonNode? node, string name) => node is JsonObject map && map[name] is JsonValue value && value.TryGetValue<string>(out var word) ? word : null;

    private static JsonNode? JsonOf(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), JsonOf(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(JsonOf)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value ?? ""),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => throw new IOException($"The manifest cannot be read: line {node.Start.Line}: {node.NodeType} has no place in it."),
    };

    /// <summary>Words that stand without quotes are what JSON would take them for.</summary>
    private static JsonValue? Plain(string word) => word switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ => long.TryParse(word, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(word),
    };
}
