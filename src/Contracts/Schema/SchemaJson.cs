using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>Source-generated JSON of a table's schema.</summary>
[JsonSerializable(typeof(TableSchema))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, ColumnOptions>))]
internal sealed partial class SchemaJson : JsonSerializerContext
{
    public static SchemaJson Canonical { get; } = new(OptionsWith(indented: false));

    public static SchemaJson ForPeople { get; } = new(OptionsWith(indented: true));

    private static JsonSerializerOptions OptionsWith(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter<ColumnKind>(), new JsonStringEnumConverter<ColumnForm>() },
    };
}
