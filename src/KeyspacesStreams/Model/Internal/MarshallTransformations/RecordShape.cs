using System.Text.Json;

namespace Amazon.KeyspacesStreams.Model.Internal.MarshallTransformations;

/// <summary>Reads a change record.</summary>
internal static class RecordShape
{
    public static Record? Read(ref Utf8JsonReader reader)
    {
        if (!JsonShape.Begins(ref reader))
        {
            return null;
        }

        var record = new Record();
        while (JsonShape.NextMember(ref reader))
        {
            ReadMember(ref reader, record);
        }

        return record;
    }

    private static void ReadMember(ref Utf8JsonReader reader, Record record)
    {
        if (reader.ValueTextEquals("eventVersion"u8))
        {
            record.EventVersion = JsonShape.Text(ref reader);
        }
        else if (reader.ValueTextEquals("createdAt"u8))
        {
            record.CreatedAt = JsonShape.Time(ref reader);
        }
        else if (reader.ValueTextEquals("origin"u8))
        {
            record.Origin = JsonShape.Text(ref reader) is { } origin ? OriginType.FindValue(origin) : null;
        }
        else if (reader.ValueTextEquals("partitionKeys"u8))
        {
            record.PartitionKeys = JsonShape.Map<KeyspacesCellValue>(ref reader, KeyspacesCellValueShape.Read);
        }
        else if (reader.ValueTextEquals("clusteringKeys"u8))
        {
            record.ClusteringKeys = JsonShape.Map<KeyspacesCellValue>(ref reader, KeyspacesCellValueShape.Read);
        }
        else if (reader.ValueTextEquals("newImage"u8))
        {
            record.NewImage = JsonShape.Member<KeyspacesRow>(ref reader, KeyspacesRowShape.Read);
        }
        else if (reader.ValueTextEquals("oldImage"u8))
        {
            record.OldImage = JsonShape.Member<KeyspacesRow>(ref reader, KeyspacesRowShape.Read);
        }
        else if (reader.ValueTextEquals("sequenceNumber"u8))
        {
            record.SequenceNumber = JsonShape.Text(ref reader);
        }
        else
        {
            JsonShape.SkipMember(ref reader);
        }
    }
}
