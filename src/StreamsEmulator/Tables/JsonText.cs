using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>Makes compact UTF-8 JSON whose text stays readable (no escapes beyond what JSON demands).</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Of(JsonElement element) => Of(element.WriteTo);

    public static byte[] Of(string text) => Of(json => json.WriteStringValue(text));
}
