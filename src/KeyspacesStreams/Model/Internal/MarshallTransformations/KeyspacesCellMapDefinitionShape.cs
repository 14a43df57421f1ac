using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads an entry of a map.</summary>
internal static class KeyspacesCellMapDefinitionShape
{
    public static KeyspacesCellMapDefinition? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var shape = new KeyspacesCellMapDefinition();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("key"u8))
            {
                shape.Key = JsonShape.Member<KeyspacesCellValue>(ref reader, KeyspacesCellValueShape.Read);
            }
            else if (reader.ValueTextEquals("value"u8))
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
