using System.Text.Json;
using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Sizes in JSON as <see cref="SizeText"/> writes them; every <c>long</c> of the settings is a size in bytes.</summary>
internal sealed class SizeConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetInt64(),
        JsonTokenType.String when SizeText.TryParse(reader.GetString(), out var bytes) => bytes,
        _ => throw new JsonException($"Expected {SizeText.Wanted}."),
    };

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
        writer.WriteStringValue(SizeText.Format(value));
}
