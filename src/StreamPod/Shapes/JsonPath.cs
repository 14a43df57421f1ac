using System.Globalization;
using System.Text.Json;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>Names the place of a byte inside a JSON document, for messages only.</summary>
internal static class JsonPath
{
    /// <summary>The path of the token at the offset, such as <c>newImage.valueCells.tags.value.setT[2]</c>; as far as it can be read where the document is broken.</summary>
    public static string At(ReadOnlySpan<byte> json, long offset)
    {
        var open = new Stack<Level>();
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read() && reader.TokenStartIndex <= offset)
            {
                Follow(ref reader, open);
                if (reader.BytesConsumed > offset && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    open.Pop();
                    break;
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The document breaks here: what was followed so far is the place.
        }

        var path = string.Concat(open.Reverse().Select(level => level.Text));
        return path.Length == 0 ? "the record" : path.TrimStart('.');
    }

    private static void Follow(ref Utf8JsonReader reader, Stack<Level> open)
    {
        if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            open.Pop();
            return;
        }

        if (open.TryPeek(out var level))
        {
            level.Index += level.IsArray ? 1 : 0;
            level.Name = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : level.Name;
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            open.Push(new Level { IsArray = reader.TokenType == JsonTokenType.StartArray });
        }
    }

    /// <summary>An object or array that is open at the place.</summary>
    private sealed class Level
    {
        public required bool IsArray { get; init; }

        public int Index { get; set; } = -1;

        public string? Name { get; set; }

        public string Text => IsArray ? Index < 0 ? "" : $"[{Index.ToString(CultureInfo.InvariantCulture)}]" : Name is null ? "" : $".{Name}";
    }
}
