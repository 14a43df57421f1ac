namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>Cuts one page out of a shard: at most so many records and, from the second record on, so many bytes.</summary>
internal static class ShardReading
{
    public static RecordPage Read(Shard shard, int position, int maxRecords, long maxBytes)
    {
        var log = shard.Log;
        var records = new List<ReadOnlyMemory<byte>>(Math.Min(maxRecords, log.End - position));
        long bytes = 0;
        while (records.Count < maxRecords && position < log.End)
        {
            var record = log[position].Bytes;
            bytes += record.Length;
            if (records.Count > 0 && bytes > maxBytes)
            {
                break;
            }

            records.Add(record);
            position++;
        }

        var isAtEnd = position == log.End;
        return new RecordPage
        {
            Records = records, NextPosition = position, IsAtTip = isAtEnd, IsFinished = isAtEnd && !shard.IsOpen,
        };
    }
}
