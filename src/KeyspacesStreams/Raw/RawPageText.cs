using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace KeyspacesStreamer.RawStreams;

/// <summary>Texts in the bytes of a page.</summary>
internal static class RawPageText
{
    /// <summary>Whether the name or text at the reader is this one. Escapes that are none, such as half a surrogate pair, are no text and hence another.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.SequenceEqual(text);
        }

        try
        {
            return reader.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The text behind JSON escapes.</summary>
    public static string Unescape(ReadOnlySpan<byte> text)
    {
        var quoted = new byte[text.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        text.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString() ?? string.Empty;
    }

    /// <summary>Other bytes may be in a record, which is one row's matter; anywhere else, and in a record's sequence number, they spoil the page.</summary>
    /// <exception cref="MalformedPageException">They are there.</exception>
    public static void RequireUtf8OutsideOfRecords(ReadOnlySpan<byte> body, ReadOnlySpan<RawRecord> records)
    {
        var place = 0;
        foreach (var record in records)
        {
            if (!Utf8.IsValid(body[place..record.Offset]) || !Utf8.IsValid(body.Slice(record.SequenceNumberOffset, record.SequenceNumberLength)))
            {
                throw NotUtf8(body);
            }

            place = record.Offset + record.Length;
        }

        if (!Utf8.IsValid(body[place..]))
        {
            throw NotUtf8(body);
        }
    }

    /// <summary>Names the first byte of a body that is no UTF-8.</summary>
    public static MalformedPageException NotUtf8(ReadOnlySpan<byte> body)
    {
        var place = 0;
        while (Rune.DecodeFromUtf8(body[place..], out _, out var read) == OperationStatus.Done)
        {
            place += read;
        }

        return new MalformedPageException(place, "UTF-8", "bytes that are none");
    }
}
