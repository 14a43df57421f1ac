using System.Text.Json;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Observability.Tests.Lua;

/// <summary>JSON as a Lua expression.</summary>
internal static class LuaText
{
    public static string Of(JsonNode? node) => node switch
    {
        null => "nil",
        JsonObject map => $"{{{string.Join(", ", map.Select(pair => $"[{Quoted(pair.Key)}] = {Of(pair.Value)}"))}}}",
        JsonArray list => $"{{{string.Join(", ", list.Select(Of))}}}",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Quoted(value.GetValue<string>()),
        _ => node.ToJsonString(),
    };

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
