using System.Buffers;
using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>Writes text that is about a record, and not in its columns.</summary>
internal static class OwnText
{
    /// <summary>Digits of <c>_seq</c>: as many as a sequence number has at most (https://docs.aws.amazon.com/keyspaces/latest/StreamsAPIReference/API_GetShardIterator.html).</summary>
    public const int SequenceDigits = 48;

    /// <summary>What stands for an origin that a record does not tell.</summary>
    private static ReadOnlySpan<byte> UnknownOrigin => "UNKNOWN"u8;

    /// <summary>The sequence number with zeros in front, so that the order of text is the order of the stream.</summary>
    public static void WriteSequence(RowField field, in ChangeRecord record, IRowSink sink)
    {
        var digits = record.SequenceText.Span.TrimStart((byte)'0');
        if (digits.Length > SequenceDigits)
        {
            throw new UnreadableRecordException($"sequenceNumber: expected at most {SequenceDigits} digits, found {digits.Length}.");
        }

        Span<byte> text = stackalloc byte[SequenceDigits];
        text.Fill((byte)'0');
        digits.CopyTo(text[^digits.Length..]);
        sink.String(field, text);
    }

    public static void WriteOrigin(RowField field, ReadOnlySpan<byte> origin, IRowSink sink)
    {
        if (origin.IsEmpty)
        {
            sink.String(field, UnknownOrigin);
        }
        else
        {
            WriteString(field, origin, sink);
        }
    }

    /// <summary>Writes ASCII.</summary>
    public static void WriteWord(RowField field, string word, IRowSink sink)
    {
        Span<byte> text = stackalloc byte[word.Length];
        System.Text.Encoding.ASCII.GetBytes(word, text);
        sink.String(field, text);
    }

    /// <summary>Writes the text of a string of JSON.</summary>
    /// <param name="field">The field.</param>
    /// <param name="token">The string, quotes included.</param>
    /// <param name="sink">Takes it.</param>
    public static void WriteString(RowField field, ReadOnlySpan<byte> token, IRowSink sink)
    {
        if (!token.Contains((byte)'\\'))
        {
            sink.String(field, token[1..^1]);
            return;
        }

        var plain = ArrayPool<byte>.Shared.Rent(token.Length);
        try
        {
            sink.String(field, plain.AsSpan(0, Unescape(field, token, plain)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private static int Unescape(RowField field, ReadOnlySpan<byte> token, byte[] plain)
    {
        var reader = new Utf8JsonReader(token);
        reader.Read();
        try
        {
            return reader.CopyString(plain);
        }
        catch (InvalidOperationException fault)
        {
            throw new UnreadableRecordException($"{field}: expected text, found half of a surrogate pair.", fault);
        }
    }
}
