using System.Text.Json;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Golden;

/// <summary>Which members a JSON value has, and of which kind, whatever their values.</summary>
internal static class JsonShape
{
    public static IReadOnlyList<string> Of(JsonElement value) => [.. Paths(value, "$").Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Paths(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Paths(member.Value, $"{path}.{member.Name}")).Append($"{path}:Object"),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Paths(item, $"{path}[]")).Append($"{path}:Array"),
        _ => [$"{path}:{value.ValueKind}"],
    };
}
