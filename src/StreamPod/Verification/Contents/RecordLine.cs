using System.Text.Json;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>One line of a JSON Lines object.</summary>
internal static class RecordLine
{
    /// <summary>The place that the record in a line tells.</summary>
    /// <exception cref="FormatException">The line is not a record; the message says what is wrong.</exception>
    public static RecordPlace PlaceOf(ReadOnlySpan<byte> line, PlaceFields fields)
    {
        try
        {
            return ParseJson(line, fields);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"is not a JSON document ({exception.BytePositionInLine} bytes in)", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException("has a name or a text with escapes that are no text, such as half a surrogate pair", exception);
        }
    }

    /// <summary>Adds the fields of a line that is known to be a record, and those of its structs.</summary>
    public static void AddFields(ReadOnlySpan<byte> line, HashSet<FieldPath> fields)
    {
        var reader = new Utf8JsonReader(line);
        var parent = "";
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth > 2)
            {
                continue;
            }

            var name = NameOf(ref reader);
            fields.Add(new FieldPath(reader.CurrentDepth == 1 ? null : parent, name));
            parent = reader.CurrentDepth == 1 ? name : parent;
        }
    }

    private static string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!; // a name is never null
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is the name of no column.
            return "";
        }
    }

    private static RecordPlace ParseJson(ReadOnlySpan<byte> line, PlaceFields fields)
    {
        var reader = new Utf8JsonReader(line);
        string? number = null;
        string? shardId = null;
        string? parent = null;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth > 2)
            {
                continue;
            }

            if (reader.CurrentDepth == 1)
            {
                parent = ParentIn(ref reader, fields);
            }

            var above = reader.CurrentDepth == 1 ? null : parent ?? "";
            if (above == fields.Number.Parent && reader.ValueTextEquals(fields.Number.Name))
            {
                number = TextOf(ref reader);
            }
            else if (above == fields.Shard.Parent && reader.ValueTextEquals(fields.Shard.Name))
            {
                shardId = TextOf(ref reader);
            }
        }

        return fields.PlaceOf(number, shardId);
    }

    /// <summary>The struct of one of the fields, if the name is that of one.</summary>
    private static string? ParentIn(ref Utf8JsonReader reader, PlaceFields fields) =>
        fields.Number.Parent is { } ofNumber && reader.ValueTextEquals(ofNumber) ? ofNumber
        : fields.Shard.Parent is { } ofShard && reader.ValueTextEquals(ofShard) ? ofShard
        : null;

    private static string? TextOf(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
}
