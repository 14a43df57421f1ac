using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads a place in a shard.</summary>
internal static class GetShardIteratorResponseShape
{
    public static GetShardIteratorResponse? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var shape = new GetShardIteratorResponse();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("shardIterator"u8))
            {
                shape.ShardIterator = JsonShape.Text(ref reader);
            }
            else
            {
                JsonShape.SkipMember(ref reader);
            }
        }

        return shape;
    }
}
