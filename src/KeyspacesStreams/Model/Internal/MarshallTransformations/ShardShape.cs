using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads a shard.</summary>
internal static class ShardShape
{
    public static Shard? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var shape = new Shard();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("shardId"u8))
            {
                shape.ShardId = JsonShape.Text(ref reader);
            }
            else if (reader.ValueTextEquals("sequenceNumberRange"u8))
            {
                shape.SequenceNumberRange = JsonShape.Member<SequenceNumberRange>(ref reader, SequenceNumberRangeShape.Read);
            }
            else if (reader.ValueTextEquals("parentShardIds"u8))
            {
                shape.ParentShardIds = JsonShape.List<string>(ref reader, JsonShape.TextHere);
            }
            else
            {
                JsonShape.SkipMember(ref reader);
            }
        }

        return shape;
    }
}
