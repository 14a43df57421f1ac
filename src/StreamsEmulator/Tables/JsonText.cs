using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>Makes compact UTF-8 JSON whose text stays readable (no escapes beyond what JSON demands).</summary>
internal static class JsonText
{
    private const int LargestSpare = 64 * 1024;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The writer of this thread, absent while it is in use, so that a nested call simply makes its own.</summary>
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? _spare;

    public static byte[] Of(Action<Utf8JsonWriter> write)
    {
        var (buffer, json) = Take();
        write(json);
        json.Flush();
        var text = buffer.WrittenSpan.ToArray();
        if (text.Length <= LargestSpare)
        {
            _spare = (buffer, json);
        }

        return text;
    }

    public static byte[] Of(JsonElement element) => Of(element.WriteTo);

    public static byte[] Of(string text) => Of(json => json.WriteStringValue(text));

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Take()
    {
        if (_spare is not { } spare)
        {
            var fresh = new ArrayBufferWriter<byte>();
            return (fresh, new Utf8JsonWriter(fresh, Compact));
        }

        _spare = null;
        spare.Buffer.ResetWrittenCount();
        spare.Json.Reset();
        return spare;
    }
}
