using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads a page of records.</summary>
internal static class GetRecordsResponseShape
{
    public static GetRecordsResponse? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var shape = new GetRecordsResponse();
        while (JsonShape.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("changeRecords"u8))
            {
                shape.ChangeRecords = JsonShape.List<Record>(ref reader, RecordShape.Read);
            }
            else if (reader.ValueTextEquals("nextShardIterator"u8))
            {
                shape.NextShardIterator = JsonShape.Text(ref reader);
            }
            else if (reader.ValueTextEquals("iteratorDescription"u8))
            {
                shape.IteratorDescription = JsonShape.Member<IteratorDescription>(ref reader, IteratorDescriptionShape.Read);
            }
            else
            {
                JsonShape.SkipMember(ref reader);
            }
        }

        return shape;
    }
}
