using System.Buffers;
using System.Buffers.Text;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>blob</c>: base64, which is what the service model says of it, or <c>0x</c> and hexadecimal digits where the text cannot be base64.</summary>
/// <remarks>https://docs.aws.amazon.com/keyspaces/latest/StreamsAPIReference/API_KeyspacesCellValue.html</remarks>
internal sealed class BlobReader(RowField field, ValueForms forms) : ScalarReader(field, "bytes in base64", "blobT")
{
    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        if (text.IsEmpty)
        {
            sink.Bytes(Field, []);
            return true;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            if (Base64.DecodeFromUtf8(text, bytes, out _, out var length) == OperationStatus.Done)
            {
                sink.Bytes(Field, bytes.AsSpan(0, length));
                return true;
            }

            if (!text.StartsWith("0x"u8) || Convert.FromHexString(text[2..], bytes, out _, out length) != OperationStatus.Done)
            {
                return false;
            }

            forms.Note(ValueForm.BlobHexadecimal);
            sink.Bytes(Field, bytes.AsSpan(0, length));
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
