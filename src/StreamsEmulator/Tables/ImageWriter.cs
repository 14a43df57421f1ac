using System.Text.Json;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>Writes rows as images: value cells, static cells, row metadata.</summary>
internal static class ImageWriter
{
    public static byte[] Of(TableSchema schema, Row? row, Row? statics) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        if (row is not null)
        {
            WriteCells(json, "valueCells", schema.Regular, row);
        }

        if (statics is not null)
        {
            WriteCells(json, "staticCells", schema.Static, statics);
        }

        if (row?.Marker is { } marker)
        {
            marker.Write(json, "rowMetadata");
        }

        json.WriteEndObject();
    });

    private static void WriteCells(Utf8JsonWriter json, string member, IReadOnlyList<Column> columns, Row row)
    {
        json.WriteStartObject(member);
        foreach (var column in columns)
        {
            if (row.Of(column) is { } cell)
            {
                json.WritePropertyName(column.Name);
                json.WriteRawValue(cell.Json, skipInputValidation: true);
            }
        }

        json.WriteEndObject();
    }
}
