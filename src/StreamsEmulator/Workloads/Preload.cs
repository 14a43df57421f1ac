using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Streams;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Workloads;

/// <summary>Fills every open shard with inserts of distinct keys, fast; the rows are not remembered.</summary>
internal sealed class Preload(TimeProvider clock, TableCatalog catalog)
{
    /// <summary>What a record holds besides its images: key, times, numbers and member names.</summary>
    private const int BytesBesidesImage = 250;

    public PreloadResponse Load(PreloadRequest order)
    {
        if (order.RecordsPerShard < 1 || order.RecordBytes < 1)
        {
            throw new EmulatorException($"A preload needs at least 1 record of 1 byte: {order.RecordsPerShard} of {order.RecordBytes}.");
        }

        var started = clock.GetTimestamp();
        var table = catalog.Find(order.Keyspace, order.Table)
            ?? catalog.Create(MediaContent.Document(order.Keyspace, order.Table, order.Shards, viewType: null));
        lock (table.Gate)
        {
            var stream = table.LatestStream is { TakesRecords: true } live
                ? live
                : throw new EmulatorException($"Table {order.Keyspace}.{order.Table} has no enabled stream.");
            var before = stream.Lineage.Open.Sum(shard => shard.Log.Bytes);
            Fill(table, stream, order);
            return new PreloadResponse(
                stream.Arn, stream.Lineage.Open.Count, (long)stream.Lineage.Open.Count * order.RecordsPerShard,
                stream.Lineage.Open.Sum(shard => shard.Log.Bytes) - before, clock.GetElapsedTime(started).TotalSeconds);
        }
    }

    /// <summary>Draws keys and drops those whose shard is full, so that key and shard agree as for any other record.</summary>
    private void Fill(Table table, ChangeStream stream, PreloadRequest order)
    {
        var random = new Random(order.Seed);
        var image = Image(table, random, order.RecordBytes);
        var createdAt = clock.GetUtcNow() - TimeSpan.FromSeconds(order.AgeSeconds);
        var filled = stream.Lineage.Open.ToDictionary(shard => shard.Index, _ => 0);
        var left = (long)filled.Count * order.RecordsPerShard;
        while (left > 0)
        {
            var key = KeyReading.RowKey(table.Schema, MediaContent.Key(random));
            var shard = stream.Lineage.Owning(key.Hash);
            if (filled[shard.Index] == order.RecordsPerShard)
            {
                continue;
            }

            filled[shard.Index]++;
            left--;
            table.Append(new RecordDraft
            {
                Key = key, Operation = RecordOperation.Insert, Origin = "USER", CreatedAt = createdAt, NewImage = image,
            });
        }
    }

    /// <summary>A row of a few columns and as much payload as the wanted size leaves room for.</summary>
    private byte[] Image(Table table, Random random, int recordBytes)
    {
        var now = clock.GetUtcNow();
        var stamp = new CellStamp(now.ToUnixTimeMilliseconds() * 1000, ExpirationTime: null);
        var bare = Image(table, stamp, MediaContent.Padded(random, version: 1, payloadBytes: 0));
        var payload = Math.Max(0, recordBytes - bare.Length - BytesBesidesImage);
        return Image(table, stamp, MediaContent.Padded(random, version: 1, payload));
    }

    private static byte[] Image(Table table, CellStamp stamp, Dictionary<string, JsonElement> values)
    {
        var change = new ChangeDocument { Operation = RecordOperation.Insert, Values = values };
        var row = Row.Empty(table.Schema).With(CellReading.CellsOf(table.Schema, change, stamp, isStatic: false), stamp);
        return ImageWriter.Of(table.Schema, row, statics: null);
    }
}
