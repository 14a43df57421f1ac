using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>What verification needs of one line of a JSON Lines object.</summary>
/// <param name="SequenceNumber">The record's number.</param>
/// <param name="ShardId">The shard its metadata names; null where records carry no metadata.</param>
internal readonly record struct RecordLine(SequenceNumber SequenceNumber, string? ShardId)
{
    /// <exception cref="FormatException">The line is not a record; the message says what is wrong.</exception>
    public static RecordLine Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return ParseJson(line);
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

    private static RecordLine ParseJson(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        string? number = null;
        string? shardId = null;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            if (reader.ValueTextEquals("sequenceNumber"u8))
            {
                number = TextOf(ref reader);
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                shardId = ShardIdOf(ref reader);
            }
        }

        return SequenceNumber.TryParse(number, out var sequenceNumber)
            ? new RecordLine(sequenceNumber, shardId)
            : throw new FormatException("has no sequenceNumber");
    }

    private static string? TextOf(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private static string? ShardIdOf(ref Utf8JsonReader reader)
    {
        string? shardId = null;
        var depth = reader.CurrentDepth;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth + 1 && reader.ValueTextEquals("shardId"u8))
            {
                shardId = TextOf(ref reader);
            }
        }

        return shardId;
    }
}
