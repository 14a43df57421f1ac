using System.Buffers;
using System.Text.Json;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Formats.Avro;

/// <summary>The schema of rows as Avro's JSON. A field that may be null is a union of null and its type, null by default.</summary>
internal sealed class AvroSchema
{
    private readonly AvroNames _names;
    private readonly Utf8JsonWriter _json;
    private bool _isUuidDefined;

    private AvroSchema(AvroNames names, Utf8JsonWriter json)
    {
        (_names, _json) = (names, json);
    }

    public static byte[] JsonOf(RowSchema schema)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            var writing = new AvroSchema(new AvroNames(schema), json);
            writing.Record(writing._names.OfType(schema.Row), schema.Row.Children, AvroNames.Namespace);
        }

        return output.WrittenSpan.ToArray();
    }

    private void Record(string name, IReadOnlyList<RowField> fields, string? space = null)
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, "record"u8);
        _json.WriteString("name"u8, name);
        if (space is not null)
        {
            _json.WriteString("namespace"u8, space);
        }

        _json.WriteStartArray("fields"u8);
        foreach (var field in fields)
        {
            NamedField(field);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void NamedField(RowField field)
    {
        _json.WriteStartObject();
        _json.WriteString("name"u8, _names.OfField(field));
        if (_names.OfField(field) != field.Name)
        {
            _json.WriteString("cql"u8, field.Name);
        }

        _json.WritePropertyName("type"u8);
        Nullable(field);
        if (!field.Field.IsRequired)
        {
            _json.WriteNull("default"u8);
        }

        _json.WriteEndObject();
    }

    private void Nullable(RowField field)
    {
        if (field.Field.IsRequired)
        {
            Value(field);
            return;
        }

        _json.WriteStartArray();
        _json.WriteStringValue("null"u8);
        Value(field);
        _json.WriteEndArray();
    }

    private void Value(RowField field)
    {
        switch (field.Type.Kind)
        {
            case FieldKind.Boolean:
                _json.WriteStringValue("boolean"u8);
                break;
            case FieldKind.Int32:
                _json.WriteStringValue("int"u8);
                break;
            case FieldKind.Int64:
                _json.WriteStringValue("long"u8);
                break;
            case FieldKind.Float:
                _json.WriteStringValue("float"u8);
                break;
            case FieldKind.Double:
                _json.WriteStringValue("double"u8);
                break;
            case FieldKind.String:
                _json.WriteStringValue("string"u8);
                break;
            case FieldKind.Bytes:
                _json.WriteStringValue("bytes"u8);
                break;
            case FieldKind.Uuid:
                Uuid();
                break;
            case FieldKind.Decimal:
                BeginAnnotated("bytes"u8, "logicalType"u8, "decimal"u8);
                _json.WriteNumber("precision"u8, field.Type.Precision);
                _json.WriteNumber("scale"u8, field.Type.Scale);
                _json.WriteEndObject();
                break;
            case FieldKind.Date:
                BeginAnnotated("int"u8, "logicalType"u8, "date"u8);
                _json.WriteEndObject();
                break;
            case FieldKind.Timestamp:
                BeginAnnotated("long"u8, "logicalType"u8, "timestamp-millis"u8);
                _json.WriteEndObject();
                break;
            case FieldKind.Time:
                // Avro's times of day end at microseconds: https://avro.apache.org/docs/1.12.0/specification/#time_ms
                BeginAnnotated("long"u8, "cql"u8, "time"u8);
                _json.WriteString("unit"u8, "nanoseconds"u8);
                _json.WriteEndObject();
                break;
            case FieldKind.List:
                Array(field);
                break;
            case FieldKind.Map:
                Map(field);
                break;
            case FieldKind.Struct:
                Record(_names.OfType(field), field.Children);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field.Type.Kind, "A known kind of field expected.");
        }
    }

    private void BeginAnnotated(ReadOnlySpan<byte> type, ReadOnlySpan<byte> property, ReadOnlySpan<byte> value)
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
        _json.WriteString(property, value);
    }

    private void Uuid()
    {
        if (_isUuidDefined)
        {
            _json.WriteStringValue(AvroNames.Uuid);
            return;
        }

        _isUuidDefined = true;
        BeginAnnotated("fixed"u8, "logicalType"u8, "uuid"u8);
        _json.WriteString("name"u8, AvroNames.Uuid);
        _json.WriteNumber("size"u8, 16);
        _json.WriteEndObject();
    }

    private void Array(RowField field)
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, "array"u8);
        _json.WritePropertyName("items"u8);
        Nullable(field.Children[0]);
        _json.WriteEndObject();
    }

    /// <summary>Avro's maps have text for keys; others are an array of entries, as Iceberg writes them.</summary>
    private void Map(RowField field)
    {
        _json.WriteStartObject();
        if (field.Children[0].Type.Kind == FieldKind.String)
        {
            _json.WriteString("type"u8, "map"u8);
            _json.WritePropertyName("values"u8);
            Nullable(field.Children[1]);
        }
        else
        {
            _json.WriteString("type"u8, "array"u8);
            _json.WriteString("logicalType"u8, "map"u8);
            _json.WritePropertyName("items"u8);
            Record(_names.OfType(field), field.Children);
        }

        _json.WriteEndObject();
    }
}
