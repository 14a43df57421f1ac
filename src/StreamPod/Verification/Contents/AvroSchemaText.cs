using System.Text.Json;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>Reads a schema of Avro from its JSON. Types that hold themselves are not taken: rows have none, and reading one need not end.</summary>
internal sealed class AvroSchemaText
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    private readonly Dictionary<string, AvroType> _named = new(StringComparer.Ordinal);

    private AvroSchemaText()
    {
    }

    /// <exception cref="InvalidDataException">The text is no schema.</exception>
    public static AvroType Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Deep);
            return new AvroSchemaText().TypeOf(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException("has a schema that is none of Avro", fault);
        }
    }

    private AvroType TypeOf(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.String => Named(type.GetString()!), // a string is never null
        JsonValueKind.Array => new AvroType(AvroKind.Union) { Types = [.. type.EnumerateArray().Select(TypeOf)] },
        _ => Composed(type),
    };

    private AvroType Composed(JsonElement type) => type.GetProperty("type") switch
    {
        { ValueKind: not JsonValueKind.String } inner => TypeOf(inner),
        var word => word.GetString() switch
        {
            "record" => Defined(type, new AvroType(AvroKind.Record) { Fields = [.. type.GetProperty("fields").EnumerateArray().Select(FieldOf)] }),
            "enum" => Defined(type, new AvroType(AvroKind.Number)),
            "fixed" => Defined(type, new AvroType(AvroKind.Fixed) { Size = SizeOf(type) }),
            "array" => new AvroType(AvroKind.Array) { Types = [TypeOf(type.GetProperty("items"))] },
            "map" => new AvroType(AvroKind.Map) { Types = [TypeOf(type.GetProperty("values"))] },
            var name => Named(name!), // a string is never null
        },
    };

    private AvroField FieldOf(JsonElement field) =>
        new((field.TryGetProperty("cql", out var column) ? column : field.GetProperty("name")).GetString() ?? throw new InvalidDataException("has a field without a name in its schema"), TypeOf(field.GetProperty("type")));

    private static long SizeOf(JsonElement type) => type.GetProperty("size").TryGetInt64(out var size) && size >= 0 ? size : throw new InvalidDataException("has a type of no size in its schema");

    private AvroType Defined(JsonElement type, AvroType defined)
    {
        _named[type.GetProperty("name").GetString() ?? throw new InvalidDataException("has a type without a name in its schema")] = defined;
        return defined;
    }

    private AvroType Named(string name) => name switch
    {
        "null" => new AvroType(AvroKind.Null),
        "boolean" => new AvroType(AvroKind.Boolean),
        "int" or "long" => new AvroType(AvroKind.Number),
        "float" => new AvroType(AvroKind.Float),
        "double" => new AvroType(AvroKind.Double),
        "bytes" => new AvroType(AvroKind.Bytes),
        "string" => new AvroType(AvroKind.String),
        _ => _named.GetValueOrDefault(name) ?? throw new InvalidDataException($"has a type '{name}' in its schema that it does not define before"),
    };
}
