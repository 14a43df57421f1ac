using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads a cell.</summary>
internal static class KeyspacesCellShape
{
    public static KeyspacesCell? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var shape = new KeyspacesCell();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("value"u8))
            {
                shape.Value = JsonShape.Member<KeyspacesCellValue>(ref reader, KeyspacesCellValueShape.Read);
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                shape.Metadata = JsonShape.Member<KeyspacesMetadata>(ref reader, KeyspacesMetadataShape.Read);
            }
            else
            {
                JsonShape.SkipMember(ref reader);
            }
        }

        return shape;
    }
}
