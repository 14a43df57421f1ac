using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>The note that records of a shard are lost: one small object aside of the data.</summary>
internal sealed class GapRecord(Retrier retrier, IObjectStore store, TableStream stream, ObjectLayout layout, ShardId shardId)
{
    public async Task WriteAsync(string after, string why, CancellationToken cancellationToken)
    {
        foreach (var folder in EarlierFolders())
        {
            if (await IsWrittenAsync(folder, after, cancellationToken))
            {
                return;
            }
        }

        await CreateAsync(after, why, cancellationToken);
    }

    /// <summary>A pod of an older version may have noted this loss, and stopped before the shard went on.</summary>
    private IEnumerable<string> EarlierFolders()
    {
        yield return ReservedPrefixes.EarlierOf(ReservedPrefixes.Gaps, layout.Prefix, stream.Keyspace, stream.Table);
        if (KeyHead.IsShorterThanBefore(layout.Prefix, layout.KeyTemplate))
        {
            yield return ReservedPrefixes.BehindNameOf(ReservedPrefixes.Gaps, layout.Prefix, layout.KeyTemplate, stream);
        }
    }

    /// <summary>A listing tells: the role need not reach that place.</summary>
    private Task<bool> IsWrittenAsync(string folder, string after, CancellationToken cancellationToken)
    {
        var key = ObjectNaming.GapKeyOf(folder, shardId, after);
        return retrier.RunAsync(PodOperation.ListGaps, key, token => ObjectListing.HoldsAsync(store, key, token), cancellationToken);
    }

    private async Task CreateAsync(string after, string why, CancellationToken cancellationToken)
    {
        var key = ObjectNaming.GapKeyOf(ReservedPrefixes.Of(ReservedPrefixes.Gaps, layout.Prefix, layout.KeyTemplate, stream), shardId, after);
        var body = BodyOf(after, why);
        var gap = new SealedObject
        {
            Key = key,
            Content = new ReadOnlySequence<byte>(body),
            ContentType = "application/x-ndjson",
            Sha256 = SHA256.HashData(body),
            Metadata = new Dictionary<string, string>
            {
                [ObjectMetadata.StreamLabel] = stream.Label,
                [ObjectMetadata.ShardId] = shardId.Value,
                [ObjectMetadata.PreviousSequenceNumber] = after,
            },
        };
        await retrier.RunAsync(PodOperation.PutGap, key, token => store.TryCreateAsync(gap, token), cancellationToken);
    }

    private byte[] BodyOf(string after, string why)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("streamArn"u8, stream.Arn);
            writer.WriteString("keyspace"u8, stream.Keyspace);
            writer.WriteString("table"u8, stream.Table);
            writer.WriteString("shardId"u8, shardId.Value);
            writer.WriteString("afterSequenceNumber"u8, after);
            writer.WriteString("reason"u8, why);
            writer.WriteEndObject();
        }

        return [.. output.WrittenSpan, (byte)'\n'];
    }
}
