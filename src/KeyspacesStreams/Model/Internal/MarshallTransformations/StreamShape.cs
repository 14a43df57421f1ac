using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads the name of a stream.</summary>
internal static class StreamShape
{
    public static Stream? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var shape = new Stream();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("streamArn"u8))
            {
                shape.StreamArn = JsonShape.Text(ref reader);
            }
            else if (reader.ValueTextEquals("keyspaceName"u8))
            {
                shape.KeyspaceName = JsonShape.Text(ref reader);
            }
            else if (reader.ValueTextEquals("tableName"u8))
            {
                shape.TableName = JsonShape.Text(ref reader);
            }
            else if (reader.ValueTextEquals("streamLabel"u8))
            {
                shape.StreamLabel = JsonShape.Text(ref reader);
            }
            else
            {
                JsonShape.SkipMember(ref reader);
            }
        }

        return shape;
    }
}
