using System.Buffers;
using System.Text.Json;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads values that the wire writes as text.</summary>
/// <param name="field">The field.</param>
/// <param name="expected">What the text must be, in words.</param>
/// <param name="members">Names of the type's member.</param>
internal abstract class ScalarReader(RowField field, string expected, params string[] members) : ValueReader(field, members)
{
    protected sealed override void ReadMember(ref Utf8JsonReader reader, IRowSink sink)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw Unreadable($"{expected} in a string", JsonNames.Found(ref reader));
        }

        if (!reader.ValueIsEscaped)
        {
            Write(reader.ValueSpan, sink);
            return;
        }

        var plain = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            Write(plain.AsSpan(0, Unescape(ref reader, plain)), sink);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    /// <summary>Gives the value of a text to the sink.</summary>
    /// <returns>False when the text is no such value.</returns>
    protected abstract bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink);

    private void Write(ReadOnlySpan<byte> text, IRowSink sink)
    {
        if (!TryWrite(text, sink))
        {
            throw Unreadable(expected, TextForm.Of(text));
        }
    }

    private int Unescape(ref Utf8JsonReader reader, byte[] plain)
    {
        try
        {
            return reader.CopyString(plain);
        }
        catch (InvalidOperationException)
        {
            throw Unreadable("text", "half of a surrogate pair");
        }
    }
}
