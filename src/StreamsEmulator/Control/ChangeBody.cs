using System.Text;
using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Reads the body of <c>apply</c>, one change, an array of changes or JSON Lines, as a whole: what is wrong with it is known before any of it is applied.</summary>
internal static class ChangeBody
{
    private static readonly JsonReaderOptions Reading = new()
    {
        AllowMultipleValues = true, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip,
    };

    /// <exception cref="EmulatorException">The body cannot be read; the message begins with the line.</exception>
    public static IReadOnlyList<PlacedChange> Read(ReadOnlySpan<byte> body)
    {
        CheckText(body);
        var changes = new List<PlacedChange>();
        var (line, counted) = (1, 0);
        var reader = new Utf8JsonReader(body, Reading);
        while (reader.Read())
        {
            if (reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray)
            {
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            line += body[counted..start].Count((byte)'\n');
            counted = start;
            changes.Add(new PlacedChange(line, ReadChange(ref reader, line)));
        }

        return changes;
    }

    private static ChangeDocument ReadChange(ref Utf8JsonReader reader, int line)
    {
        try
        {
            return JsonSerializer.Deserialize<ChangeDocument>(ref reader, ControlJson.Options)
                ?? throw new EmulatorException($"Line {line}: a change is an object, not null.");
        }
        catch (JsonException exception)
        {
            throw new EmulatorException($"Line {line}: {WithoutPlace(exception.Message)}");
        }
    }

    /// <summary>A JSON document may hold text that cannot be read: one half of a surrogate pair as an escape, or bytes that are not UTF-8.</summary>
    private static void CheckText(ReadOnlySpan<byte> body)
    {
        var scratch = Array.Empty<byte>();
        var reader = new Utf8JsonReader(body, Reading);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    scratch = scratch.Length < reader.ValueSpan.Length ? new byte[reader.ValueSpan.Length] : scratch;
                    reader.CopyString(scratch);
                }
            }
        }
        catch (JsonException exception)
        {
            throw new EmulatorException($"Line {exception.LineNumber + 1}: {WithoutPlace(exception.Message)}");
        }
        catch (InvalidOperationException)
        {
            var before = body[..(int)reader.TokenStartIndex];
            var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
            throw new EmulatorException($"Line {before.Count((byte)'\n') + 1}, column {column}: the text holds one half of a character, or bytes that are not UTF-8.");
        }
    }

    private static string WithoutPlace(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end].TrimEnd(' ', '|');
    }
}
