using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Operator.Tests.Api.Schemas;

/// <summary>The custom resource definition under config/crd.</summary>
internal static class StreamDefinition
{
    public const string Path = "config/crd/bases/keyspaces-streamer.dev_keyspacescdcstreams.yaml";

    public static JsonObject Document { get; } = YamlFile.One(Path);

    public static JsonObject Names => Document["spec"]!["names"]!.AsObject(); // part of every definition

    public static JsonObject Version => Assert.Single(Document["spec"]!["versions"]!.AsArray())!.AsObject(); // part of every definition

    public static SchemaNode Schema { get; } = new("", Version["schema"]!["openAPIV3Schema"]!.AsObject()); // part of every version

    public static SchemaNode Field(string path) => Schema.Find(path) ?? throw new InvalidOperationException($"The schema has no {path}.");

    /// <summary>Fills in defaults as the API server does: outer objects first, then what is inside them.</summary>
    public static void ApplyDefaults(JsonNode? value) => ApplyDefaults(value, Schema);

    private static void ApplyDefaults(JsonNode? value, SchemaNode schema)
    {
        switch (value)
        {
            case JsonArray list when schema.Element is { } element:
                foreach (var item in list)
                {
                    ApplyDefaults(item, element);
                }

                break;
            case JsonObject map:
                foreach (var property in schema.Properties)
                {
                    if (!map.ContainsKey(property.Name) && property.Default is { } otherwise)
                    {
                        map[property.Name] = otherwise.DeepClone();
                    }

                    ApplyDefaults(map[property.Name], property);
                }

                break;
        }
    }
}
