using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>Writes a record that cannot be encoded as one JSON line: why, where from, and its wire text unchanged inside a string.</summary>
/// <remarks>A record whose bytes are not UTF-8 stands base64-encoded in <c>rawBase64</c> instead of <c>raw</c>, so no byte is lost.</remarks>
internal sealed class QuarantineEncoder(ShardId shardId)
{
    private static readonly JsonWriterOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Encode(in ChangeRecord record, string reason, IBufferWriter<byte> output)
    {
        using (var writer = new Utf8JsonWriter(output, Legible))
        {
            writer.WriteStartObject();
            writer.WriteString("reason"u8, reason);
            writer.WriteString("shardId"u8, shardId.Value);
            writer.WriteString("sequenceNumber"u8, record.SequenceText.Span);
            if (Utf8.IsValid(record.Json.Span))
            {
                writer.WriteString("raw"u8, record.Json.Span);
            }
            else
            {
                writer.WriteBase64String("rawBase64"u8, record.Json.Span);
            }

            writer.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
