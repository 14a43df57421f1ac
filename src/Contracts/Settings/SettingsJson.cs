using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Source-generated JSON of the settings document.</summary>
[JsonSerializable(typeof(StreamSettings))]
internal sealed partial class SettingsJson : JsonSerializerContext
{
    public static SettingsJson Canonical { get; } = new(OptionsWith(indented: false));

    public static SettingsJson ForPeople { get; } = new(OptionsWith(indented: true));

    private static JsonSerializerOptions OptionsWith(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
        NewLine = "\n",
        Converters =
        {
            new DurationConverter(),
            new SizeConverter(),
            new JsonStringEnumConverter<StartFrom>(),
            new JsonStringEnumConverter<TrimmedDataPolicy>(),
            new JsonStringEnumConverter<UnreadableRecordPolicy>(),
            new JsonStringEnumConverter<ObjectFormat>(),
            new JsonStringEnumConverter<RecordShape>(),
            new JsonStringEnumConverter<ObjectCompression>(),
            new JsonStringEnumConverter<ColumnKind>(),
            new JsonStringEnumConverter<ColumnForm>(),
        },
    };
}
