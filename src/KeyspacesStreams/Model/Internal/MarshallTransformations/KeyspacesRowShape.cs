using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads an image of a row.</summary>
internal static class KeyspacesRowShape
{
    public static KeyspacesRow? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var shape = new KeyspacesRow();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("valueCells"u8))
            {
                shape.ValueCells = JsonShape.Map<KeyspacesCell>(ref reader, KeyspacesCellShape.Read);
            }
            else if (reader.ValueTextEquals("staticCells"u8))
            {
                shape.StaticCells = JsonShape.Map<KeyspacesCell>(ref reader, KeyspacesCellShape.Read);
            }
            else if (reader.ValueTextEquals("rowMetadata"u8))
            {
                shape.RowMetadata = JsonShape.Member<KeyspacesMetadata>(ref reader, KeyspacesMetadataShape.Read);
            }
            else
            {
                JsonShape.SkipMember(ref reader);
            }
        }

        return shape;
    }
}
