using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>How things are written for the API server: without nulls, and times as Kubernetes writes them.</summary>
internal static class WireForm
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new WholeSecondsConverter() },
    };

    public static JsonObject Of(KeyspacesCdcStreamStatus status) =>
        JsonSerializer.SerializeToNode(status, Options) as JsonObject ?? throw new JsonException("A status was not written as an object.");

    /// <summary>A copy without members that are null: to a server-side apply they would be fields that are wanted to be nothing.</summary>
    public static JsonObject WithoutNulls(JsonObject document) =>
        new(document.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, WithoutNulls(member.Value))));

    /// <summary>A Time of Kubernetes: whole seconds.</summary>
    public static string TimeOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A MicroTime of Kubernetes: six digits, always.</summary>
    public static string MicroTimeOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'.'ffffff'Z'", CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">It is no time.</exception>
    public static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject nested => WithoutNulls(nested),
        JsonArray items => new JsonArray([.. items.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };

    /// <summary>Writes a Time of Kubernetes; a time of unknown kind is UTC, as all of ours are.</summary>
    private sealed class WholeSecondsConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ParseTime(reader.GetString() ?? "").UtcDateTime;

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(TimeOf(value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value));
    }
}
