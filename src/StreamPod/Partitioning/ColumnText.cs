using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>Writes the value of a column into a key.</summary>
internal static class ColumnText
{
    public static void Append(in ChangeRecord record, byte[] name, FoundColumn column, ref KeyText text)
    {
        if (column.Start < 0)
        {
            text.Append("__null__"u8);
            return;
        }

        try
        {
            Append(record.Json.Span.Slice(column.Start, column.Length), ref text);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new UnreadableRecordException(
                $"Record {record.SequenceNumber} cannot be assigned to a partition by column '{System.Text.Encoding.UTF8.GetString(name)}' ({column.Place}): expected a scalar, found a collection or a broken value.",
                fault);
        }
    }

    private static void Append(ReadOnlySpan<byte> value, ref KeyText text)
    {
        var reader = new Utf8JsonReader(value);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A value is an object.");
        }

        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                AppendScalar(ref reader, ref text);
                found = true;
            }
        }

        if (!found)
        {
            text.Append("__null__"u8);
        }
    }

    private static void AppendScalar(ref Utf8JsonReader reader, ref KeyText text)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueSpan.IsEmpty:
                text.Append("__empty__"u8);
                break;
            case JsonTokenType.String when reader.ValueIsEscaped:
                AppendUnescaped(ref reader, ref text);
                break;
            case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                text.AppendEncoded(reader.ValueSpan);
                break;
            default:
                throw new JsonException("A collection is not a scalar.");
        }
    }

    private static void AppendUnescaped(ref Utf8JsonReader reader, ref KeyText text)
    {
        // At most six characters stand for one byte, so longer text cannot fit a key anyhow.
        Span<byte> plain = stackalloc byte[PartitionName.MaximumKeyBytes * 6];
        if (reader.ValueSpan.Length > plain.Length)
        {
            text.Append(reader.ValueSpan);
        }
        else
        {
            text.AppendEncoded(plain[..reader.CopyString(plain)]);
        }
    }
}
