using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads the state of a stream and a page of its shards.</summary>
internal static class GetStreamResponseShape
{
    public static GetStreamResponse? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var shape = new GetStreamResponse();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("streamArn"u8))
            {
                shape.StreamArn = JsonShape.Text(ref reader);
            }
            else if (reader.ValueTextEquals("streamLabel"u8))
            {
                shape.StreamLabel = JsonShape.Text(ref reader);
            }
            else if (reader.ValueTextEquals("streamStatus"u8))
            {
                shape.StreamStatus = JsonShape.Text(ref reader) is { } value ? StreamStatus.FindValue(value) : null;
            }
            else if (reader.ValueTextEquals("streamViewType"u8))
            {
                shape.StreamViewType = JsonShape.Text(ref reader) is { } value ? StreamViewType.FindValue(value) : null;
            }
            else if (reader.ValueTextEquals("creationRequestDateTime"u8))
            {
                shape.CreationRequestDateTime = JsonShape.Time(ref reader);
            }
            else if (reader.ValueTextEquals("keyspaceName"u8))
            {
                shape.KeyspaceName = JsonShape.Text(ref reader);
            }
            else if (reader.ValueTextEquals("tableName"u8))
            {
                shape.TableName = JsonShape.Text(ref reader);
            }
            else if (reader.ValueTextEquals("shards"u8))
            {
                shape.Shards = JsonShape.List<Shard>(ref reader, ShardShape.Read);
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
