using System.Text.Json;
using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Durations in JSON as <see cref="DurationText"/> writes them.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && DurationText.TryParse(reader.GetString(), out var duration)
            ? duration
            : throw new JsonException($"Expected {DurationText.Wanted}.");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(DurationText.Format(value));
}
