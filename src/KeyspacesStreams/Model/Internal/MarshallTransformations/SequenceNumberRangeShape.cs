using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads the range of a shard.</summary>
internal static class SequenceNumberRangeShape
{
    public static SequenceNumberRange? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var shape = new SequenceNumberRange();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("startingSequenceNumber"u8))
            {
                shape.StartingSequenceNumber = JsonShape.Text(ref reader);
            }
            else if (reader.ValueTextEquals("endingSequenceNumber"u8))
            {
                shape.EndingSequenceNumber = JsonShape.Text(ref reader);
            }
            else
            {
                JsonShape.SkipMember(ref reader);
            }
        }

        return shape;
    }
}
