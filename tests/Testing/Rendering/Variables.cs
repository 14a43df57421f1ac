using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Testing.Rendering;

/// <summary>The environment of a container.</summary>
internal static class Variables
{
    /// <summary>Values by name; a variable that comes from somewhere else has the JSON of its source.</summary>
    public static IReadOnlyDictionary<string, string> Of(JsonObject container) =>
        (container["env"] as JsonArray ?? []).OfType<JsonObject>()
            .ToDictionary(entry => (string?)entry["name"] ?? "", entry => (string?)entry["value"] ?? entry["valueFrom"]?.ToJsonString() ?? "");
}
