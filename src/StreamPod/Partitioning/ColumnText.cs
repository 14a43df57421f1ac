using System.Buffers;
using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>Writes the value of a column into a key.</summary>
internal static class ColumnText
{
    // At most six characters stand for one byte, so longer text cannot fit a key anyhow.
    private const int LongestThatFits = PartitionKeyPattern.MaximumKeyBytes * 6;

    private static ReadOnlySpan<byte> Null => "__null__"u8;

    private static ReadOnlySpan<byte> Empty => "__empty__"u8;

    /// <param name="record">The record.</param>
    /// <param name="name">The column.</param>
    /// <param name="column">Where the record holds it.</param>
    /// <param name="writing">How values are written.</param>
    /// <param name="text">The key.</param>
    /// <returns>The edition of the rules that the value needs.</returns>
    public static KeyRules Append(in ChangeRecord record, byte[] name, FoundColumn column, ColumnWriting writing, ref KeyText text)
    {
        if (column.Start < 0)
        {
            text.Append(Null);
            return KeyRules.First;
        }

        try
        {
            return Append(record.Json.Span.Slice(column.Start, column.Length), writing, ref text);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new UnreadableRecordException(
                $"Record {record.SequenceNumber} cannot be assigned to a partition by column '{System.Text.Encoding.UTF8.GetString(name)}' ({column.Place}): expected a scalar, found a collection or a broken value.",
                fault);
        }
    }

    private static KeyRules Append(ReadOnlySpan<byte> value, ColumnWriting writing, ref KeyText text)
    {
        var reader = new Utf8JsonReader(value);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A value is an object.");
        }

        var (found, rules) = (false, KeyRules.First);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                rules = AppendScalar(ref reader, writing, ref text);
                found = true;
            }
        }

        if (!found)
        {
            text.Append(Null);
        }

        return rules;
    }

    private static KeyRules AppendScalar(ref Utf8JsonReader reader, ColumnWriting writing, ref KeyText text)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueSpan.IsEmpty:
                text.Append(Empty);
                return KeyRules.First;
            case JsonTokenType.String when reader.ValueIsEscaped:
                return AppendUnescaped(ref reader, writing, ref text);
            case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return AppendPlain(reader.ValueSpan, writing, ref text);
            default:
                throw new JsonException("A collection is not a scalar.");
        }
    }

    private static KeyRules AppendUnescaped(ref Utf8JsonReader reader, ColumnWriting writing, ref KeyText text)
    {
        if (reader.ValueSpan.Length <= LongestThatFits)
        {
            Span<byte> plain = stackalloc byte[LongestThatFits];
            return AppendPlain(plain[..reader.CopyString(plain)], writing, ref text);
        }

        if (!writing.Cuts)
        {
            text.Append(reader.ValueSpan);
            return KeyRules.First;
        }

        var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return AppendPlain(rented.AsSpan(0, reader.CopyString(rented)), writing, ref text);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static KeyRules AppendPlain(scoped ReadOnlySpan<byte> value, ColumnWriting writing, ref KeyText text)
    {
        if (writing.Rules >= KeyRules.Second && (value.SequenceEqual(Null) || value.SequenceEqual(Empty)))
        {
            text.Append("%5F"u8);
            text.AppendEncoded(value[1..]);
            return KeyRules.Second;
        }

        if (writing.Cuts && KeyText.EncodedLength(value) > writing.LongestValue)
        {
            text.AppendCut(value, writing.LongestValue);
            return KeyRules.Second;
        }

        text.AppendEncoded(value);
        return KeyRules.First;
    }
}
