using System.Text.Json;

namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>The names of all columns that a record carries.</summary>
internal static class RecordColumns
{
    /// <summary>Adds the columns of a record; of one that cannot be read those before the fault, for its turn comes when it is encoded.</summary>
    /// <returns>Whether it has clustering keys, and whether one of its images has cells of a row.</returns>
    public static (bool HasClusteringKeys, bool HasValueCells) CollectInto(ISet<string> names, ReadOnlySpan<byte> json)
    {
        var (hasClusteringKeys, hasValueCells) = (false, false);
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (IsNext(ref reader))
            {
                var isKeys = reader.ValueTextEquals("partitionKeys"u8);
                var isClustering = reader.ValueTextEquals("clusteringKeys"u8);
                var isImage = reader.ValueTextEquals("newImage"u8) || reader.ValueTextEquals("oldImage"u8);
                reader.Read();
                if (isKeys || isClustering)
                {
                    hasClusteringKeys |= Names(ref reader, names) && isClustering;
                }
                else if (isImage && reader.TokenType == JsonTokenType.StartObject)
                {
                    hasValueCells |= Image(ref reader, names);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Whoever encodes the record says what is wrong with it.
        }

        return (hasClusteringKeys, hasValueCells);
    }

    private static bool Image(ref Utf8JsonReader reader, ISet<string> names)
    {
        var hasValueCells = false;
        while (IsNext(ref reader))
        {
            var isValues = reader.ValueTextEquals("valueCells"u8);
            var isCells = isValues || reader.ValueTextEquals("staticCells"u8);
            reader.Read();
            if (isCells)
            {
                hasValueCells |= Names(ref reader, names) && isValues;
            }
            else
            {
                reader.Skip();
            }
        }

        return hasValueCells;
    }

    /// <returns>Whether there is any.</returns>
    private static bool Names(ref Utf8JsonReader reader, ISet<string> names)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        var isAny = false;
        while (IsNext(ref reader))
        {
            names.Add(reader.GetString()!); // a name is text
            isAny = true;
            reader.Read();
            reader.Skip();
        }

        return isAny;
    }

    private static bool IsNext(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName;
    }
}
