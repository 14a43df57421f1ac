using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Control;
using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Ledgers;

/// <summary>Writes a stream's history as lines: the stream, then each shard with its parents followed by every record it ever took.</summary>
internal sealed class LedgerWriter(PipeWriter output, bool withRecords)
{
    private const int BatchRecords = 1000;

    public async Task WriteAsync(ChangeStream stream, CancellationToken cancellationToken)
    {
        IReadOnlyList<Shard> shards;
        lock (stream.Gate)
        {
            shards = [.. stream.Lineage.All];
            WriteLine(new
            {
                kind = "stream", streamArn = stream.Arn, keyspace = stream.Keyspace, table = stream.Table, label = stream.Label,
                status = WireNames.Of(stream.Status), viewType = WireNames.Of(stream.ViewType),
            });
        }

        foreach (var shard in shards)
        {
            await WriteAsync(stream, shard, cancellationToken);
        }
    }

    private async Task WriteAsync(ChangeStream stream, Shard shard, CancellationToken cancellationToken)
    {
        var batch = new List<RecordEntry>(BatchRecords);
        lock (stream.Gate)
        {
            var report = ShardResponse.Of(shard);
            WriteLine(new
            {
                kind = "shard", streamArn = stream.Arn, report.ShardId, report.Parents, report.Open, report.Removed,
                report.StartingSequenceNumber, report.EndingSequenceNumber,
            });
        }

        for (var position = 0; Take(stream, shard, position, batch) > 0; position += batch.Count)
        {
            foreach (var entry in batch)
            {
                WriteRecord(shard.Id, entry);
            }

            await output.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Copies the next entries under the lock; their bytes never change, so writing them needs none.</summary>
    private static int Take(ChangeStream stream, Shard shard, int position, List<RecordEntry> batch)
    {
        batch.Clear();
        lock (stream.Gate)
        {
            for (; position < shard.Log.End && batch.Count < BatchRecords; position++)
            {
                batch.Add(shard.Log[position]);
            }
        }

        return batch.Count;
    }

    private void WriteRecord(string shardId, RecordEntry entry)
    {
        var operation = JsonNamingPolicy.KebabCaseLower.ConvertName(entry.Operation.ToString());
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"kind\":\"record\",\"ordinal\":{entry.Ordinal},\"shardId\":\"{shardId}\",\"sequenceNumber\":\"{entry.Number}\",\"createdAt\":{entry.CreatedAtMilliseconds / 1000}.{entry.CreatedAtMilliseconds % 1000:D3},\"operation\":\"{operation}\",\"trimmed\":{(entry.IsTrimmed ? "true" : "false")},"));
        output.Write(entry.Key.Span);
        if (withRecords && !entry.IsTrimmed)
        {
            Write(",\"record\":");
            output.Write(entry.Bytes.Span);
        }

        Write("}\n");
    }

    private void WriteLine<T>(T line)
    {
        output.Write(JsonSerializer.SerializeToUtf8Bytes(line, ControlJson.Options));
        Write("\n");
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, output);
}
