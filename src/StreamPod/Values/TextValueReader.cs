using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>text</c>, <c>varchar</c> and <c>ascii</c>: as they are, characters of no width and NUL included.</summary>
internal sealed class TextValueReader(RowField field) : ScalarReader(field, "text", "textT", "varcharT", "asciiT")
{
    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        sink.String(Field, text);
        return true;
    }
}
