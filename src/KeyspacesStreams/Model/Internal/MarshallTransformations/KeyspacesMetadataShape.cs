using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads write time and expiry.</summary>
internal static class KeyspacesMetadataShape
{
    public static KeyspacesMetadata? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var shape = new KeyspacesMetadata();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("expirationTime"u8))
            {
                shape.ExpirationTime = JsonShape.Text(ref reader);
            }
            else if (reader.ValueTextEquals("writeTime"u8))
            {
                shape.WriteTime = JsonShape.Text(ref reader);
            }
            else
            {
                JsonShape.SkipMember(ref reader);
            }
        }

        return shape;
    }
}
