using System.Globalization;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>The types of the fields of JSON in the words of DuckDB, which would guess them otherwise.</summary>
internal sealed class DuckDbTypes(RowTable table)
{
    public string Of(RowField field) => field.Type.Kind switch
    {
        FieldKind.List => $"{Of(field.Children[0])}[]",
        FieldKind.Map when table.IsMapOfEntries(field) => $"{StructOf(field)}[]",
        // The keys of an object of JSON are text, whatever they mean.
        FieldKind.Map => $"MAP(VARCHAR, {Of(field.Children[1])})",
        FieldKind.Struct => StructOf(field),
        FieldKind.Boolean => "BOOLEAN",
        FieldKind.Int32 => "INTEGER",
        FieldKind.Int64 or FieldKind.Time => "BIGINT",
        FieldKind.Float => "FLOAT",
        FieldKind.Double => "DOUBLE",
        // Base64 is text to DuckDB: from_base64() makes bytes of it.
        FieldKind.String or FieldKind.Bytes => "VARCHAR",
        FieldKind.Uuid => "UUID",
        FieldKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({field.Type.Precision},{field.Type.Scale})"),
        FieldKind.Date => "DATE",
        FieldKind.Timestamp => "TIMESTAMPTZ",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type.Kind, "A known kind of field expected."),
    };

    private string StructOf(RowField field) => $"STRUCT({string.Join(", ", field.Children.Select(child => $"{SqlQuotes.Name(table.NameOf(child))} {Of(child)}"))})";
}
