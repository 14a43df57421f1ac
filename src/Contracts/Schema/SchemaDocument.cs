using System.Text.Json;

namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>A table's schema as a JSON document of its own, and its fingerprint.</summary>
public static class SchemaDocument
{
    /// <summary>Canonical JSON: the same schema gives the same bytes, whatever the order in which the service lists columns.</summary>
    public static byte[] Write(TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return JsonSerializer.SerializeToUtf8Bytes(schema.InOrder(), SchemaJson.Canonical.TableSchema);
    }

    /// <summary>The same members, indented for people.</summary>
    public static string WriteIndented(TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return JsonSerializer.Serialize(schema.InOrder(), SchemaJson.ForPeople.TableSchema);
    }

    /// <exception cref="JsonException">The bytes are no schema.</exception>
    public static TableSchema Read(ReadOnlySpan<byte> utf8Json) =>
        JsonSerializer.Deserialize(utf8Json, SchemaJson.Canonical.TableSchema) ?? throw new JsonException("A schema expected, found null.");

    /// <summary>Fingerprint of <see cref="Write"/>.</summary>
    public static string HashOf(TableSchema schema) => ShortHash.Of(Write(schema));
}
