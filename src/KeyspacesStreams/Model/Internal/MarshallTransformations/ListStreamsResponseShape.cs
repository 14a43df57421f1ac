using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads a page of streams.</summary>
internal static class ListStreamsResponseShape
{
    public static ListStreamsResponse? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var shape = new ListStreamsResponse();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("streams"u8))
            {
                shape.Streams = JsonShape.List<Stream>(ref reader, StreamShape.Read);
            }
            else if (reader.ValueTextEquals("nextToken"u8))
            {
                shape.NextToken = JsonShape.Text(ref reader);
            }
            else
            {
                JsonShape.SkipMember(ref reader);
            }
        }

        return shape;
    }
}
