using System.Buffers;
using KeyspacesStreamer.Contracts.Settings;
using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;
using KeyspacesStreamer.RawStreams;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Reading;

namespace KeyspacesStreamer.Benchmarks;

/// <summary>
/// The least that a program does which moves a stream to a store: it reads each shard's pages with the pod's client, copies the records as they came, one a line, and puts one object a shard. No lease, no checkpoint, no partition, no encoding, no
/// metadata: what a pod needs beyond this is the price of its promises.
/// </summary>
internal sealed class BareLoop(StreamSettings settings)
{
    private const int PageRecords = 1000;

    /// <summary>Reads the stream from its beginning until so many records are stored.</summary>
    /// <returns>Processor time of this process.</returns>
    public async Task<TimeSpan> RunAsync(IObjectStore store, long records, CancellationToken cancellationToken)
    {
        using var client = StreamClients.Create(settings.Source);
        var source = new KeyspacesStreamSource(client, await new StreamResolver(client).ResolveAsync(settings.Source, cancellationToken));
        var shards = await source.ListShardsAsync(cancellationToken);
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        var stored = await Task.WhenAll(shards.Select(shard => CopyAsync(client, source.Stream.Arn, shard.ShardId.Value, store, records / shards.Count, cancellationToken)));
        var processor = Environment.CpuUsage.TotalTime - before;
        return stored.Sum() == records ? processor : throw new InvalidOperationException($"{stored.Sum()} records stored, {records} expected.");
    }

    private static async Task<long> CopyAsync(AmazonKeyspacesStreamsClient client, string arn, string shard, IObjectStore store, long wanted, CancellationToken cancellationToken)
    {
        var reader = new RawRecordReader(client);
        var begin = await client.GetShardIteratorAsync(new GetShardIteratorRequest { StreamArn = arn, ShardId = shard, ShardIteratorType = ShardIteratorType.TRIM_HORIZON }, cancellationToken);
        var (iterator, copied) = (begin.ShardIterator, 0L);
        using var lines = new SegmentedBuffer();
        while (iterator is not null && copied < wanted)
        {
            using var page = await reader.GetRecordsAsync(iterator, PageRecords, cancellationToken);
            for (var index = 0; index < page.Count; index++)
            {
                lines.Write(page.JsonOf(page[index]).Span);
                lines.Write("\n"u8);
            }

            (iterator, copied) = (page.NextShardIterator, copied + page.Count);
        }

        var content = lines.AsSequence();
        await store.TryCreateAsync(
            new SealedObject { Key = $"{shard}.json", Content = content, ContentType = "application/x-ndjson", Sha256 = ObjectSealing.HashOf(content), Metadata = new Dictionary<string, string>() },
            cancellationToken);
        return copied;
    }
}
