using System.Text.Json;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>Looks into a body that has not been validated yet.</summary>
internal static class BodyText
{
    public static string? TextOf(this JsonElement body, string member) =>
        body.ValueKind == JsonValueKind.Object
        && body.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
