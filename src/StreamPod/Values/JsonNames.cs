using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Walks the members of JSON objects.</summary>
internal static class JsonNames
{
    /// <summary>Goes on to the next member of the object.</summary>
    /// <returns>False at its end.</returns>
    public static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Whether the member at the reader has this name.</summary>
    /// <exception cref="UnreadableRecordException">Its name has an escape that is no text.</exception>
    public static bool Is(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? IsEscaped(ref reader, name) : reader.ValueSpan.SequenceEqual(name);

    /// <summary>What is at the reader, in words; its content is in no message.</summary>
    public static string Found(scoped ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "the end",
    };

    private static bool IsEscaped(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException fault)
        {
            throw new UnreadableRecordException("a name: expected text, found half of a surrogate pair.", fault);
        }
    }
}
