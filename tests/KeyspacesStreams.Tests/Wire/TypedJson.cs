using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace KeyspacesStreamer.KeyspacesStreams.Tests.Wire;

/// <summary>Turns typed responses back into wire JSON by their property names, so that they can be laid beside the golden documents.</summary>
internal static class TypedJson
{
    private static readonly string[] Envelope = ["responseMetadata", "contentLength", "httpStatusCode"];

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 512,
        Converters = { new WireDate(), new WireBlob(), new WireWord() },
    };

    public static string Of(object shape)
    {
        var node = JsonSerializer.SerializeToNode(shape, shape.GetType(), Options)!.AsObject();
        foreach (var name in Envelope)
        {
            node.Remove(name);
        }

        return node.ToJsonString();
    }

    /// <summary>A golden body without its nulls, which the typed model does not tell from absence.</summary>
    public static string WithoutNulls(byte[] body)
    {
        var node = JsonNode.Parse(body)!;
        Prune(node);
        return node.ToJsonString();
    }

    private static void Prune(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (var name in members.Where(member => member.Value is null).Select(member => member.Key).ToList())
            {
                members.Remove(name);
            }
        }

        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject inner => inner.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (var child in children)
        {
            Prune(child);
        }
    }

    private sealed class WireDate : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteNumberValue((decimal)(value - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond);
    }

    private sealed class WireBlob : JsonConverter<MemoryStream>
    {
        public override MemoryStream Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, MemoryStream value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Convert.ToBase64String(value.ToArray()));
    }

    private sealed class WireWord : JsonConverter<ConstantClass>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(ConstantClass).IsAssignableFrom(typeToConvert);

        public override ConstantClass Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, ConstantClass value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
