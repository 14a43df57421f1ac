using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Decides what trimmed data means for a shard: nothing lost, a halt, or a gap record that says so.</summary>
internal sealed class ShardTrouble(PodContext pod, HeldLease lease)
{
    /// <summary>A lease's <c>promisedSince</c> that says: not even its beginning can be read any more.</summary>
    public static readonly DateTimeOffset BeforeEverything = DateTimeOffset.UnixEpoch;

    /// <summary>Whether the first records of a shard that was never read so far may be gone already. At TRIM_HORIZON the service itself does not tell.</summary>
    public async Task<FirstRead> LookBeforeFirstReadAsync(IteratorStart place, CancellationToken cancellationToken)
    {
        var (current, now) = (lease.Current, pod.Clock.GetUtcNow());
        // A chain tail without a checkpoint is a person's word that reading shall begin at what is left.
        if (place.Kind != IteratorStartKind.TrimHorizon || current.Checkpoint.Number is not null || current.ChainTail is not null)
        {
            return new FirstRead(null, now);
        }

        if (WasCaughtUp && current.CaughtUpAt is { } marked)
        {
            return new FirstRead(null, marked);
        }

        var bound = current.CaughtUpAt;
        foreach (var parent in current.Parents)
        {
            var found = await pod.Retrier.RunAsync("find-lease", parent.Value, token => pod.Table.FindAsync(parent, token), cancellationToken);
            if (found is null && current.PromisedSince == BeforeEverything && current.CaughtUpAt is null)
            {
                return new FirstRead("a shard that it continues was removed by the service before it was read", now);
            }

            now = pod.Clock.GetUtcNow();
            if (found is { LastCommitAt: { } finished, CaughtUpAt: { } newest } && now - finished < StreamRetention.Margin && now - newest < StreamRetention.Period - StreamRetention.ClockError)
            {
                // The parent was read a moment ago, and what follows is younger than what it still held.
                return new FirstRead(null, now);
            }

            // A parent that had nothing, or was gone before anybody read it, tells at least since when its records were promised.
            bound = (found?.CaughtUpAt ?? found?.PromisedSince) is { } ended && (bound is null || ended > bound) ? ended : bound;
        }

        var since = bound ?? current.LatestSince ?? OwnPromise(current) ?? now;
        return new FirstRead(
            StreamRetention.MayBeOver(since, pod.Clock.GetUtcNow()) ? "it was not read for longer than the stream keeps its records" : null, since);
    }

    /// <summary>The mark of a lost parent says nothing any more once the parent's lease is there.</summary>
    private static DateTimeOffset? OwnPromise(Lease current) => current.PromisedSince == BeforeEverything ? null : current.PromisedSince;

    /// <summary>Whether nothing can be lost because the shard was read to its tip within the retention.</summary>
    public bool WasCaughtUp => lease.Current.CaughtUpAt is { } known && !StreamRetention.MayBeOver(known, pod.Clock.GetUtcNow());

    /// <summary>The place was trimmed: returns when reading may go on at the oldest record left.</summary>
    /// <exception cref="ShardHaltedException">Records are lost and the policy is to halt.</exception>
    public async Task OnTrimmedAsync(string after, CancellationToken cancellationToken)
    {
        if (WasCaughtUp)
        {
            pod.Events.ResumedWithoutGap(lease.Current.ShardId, after);
            return;
        }

        await DecideOnLossAsync(after, "the service trimmed the records that follow it", cancellationToken);
    }

    /// <summary>Leaves a gap record, or halts, as the settings say.</summary>
    public async Task DecideOnLossAsync(string after, string why, CancellationToken cancellationToken)
    {
        var shardId = lease.Current.ShardId;
        if (pod.Settings.Source.OnTrimmedData == TrimmedDataPolicy.Halt)
        {
            throw new ShardHaltedException(
                $"Shard {shardId} after {after}: {HaltReasons.RecordsLost}, because {why}. "
                + "Set source.onTrimmedData to Continue to leave a gap record and go on, or rewind the shard with 'streampod leases rewind'.");
        }

        if (!await IsNotedByEarlierVersionAsync(shardId, after, cancellationToken))
        {
            await NoteAsync(shardId, after, why, cancellationToken);
        }

        pod.Events.GapLeft(shardId, after);
    }

    /// <summary>A pod of an older version may have noted this loss, and stopped before the shard went on. A listing tells: the role need not reach that place.</summary>
    private Task<bool> IsNotedByEarlierVersionAsync(ShardId shardId, string after, CancellationToken cancellationToken)
    {
        var (prefix, stream) = (pod.Layout.Prefix, pod.Source.Stream);
        var earlier = ObjectNaming.GapKeyOf(AsideFolders.EarlierOf(AsideFolders.Gaps, prefix, stream.Keyspace, stream.Table), shardId, after);
        return pod.Retrier.RunAsync("list-gap", earlier, token => ObjectListing.HoldsAsync(pod.Store, earlier, token), cancellationToken);
    }

    private async Task NoteAsync(ShardId shardId, string after, string why, CancellationToken cancellationToken)
    {
        var key = ObjectNaming.GapKeyOf(AsideFolders.Of(AsideFolders.Gaps, pod.Layout.Prefix, pod.Layout.KeyTemplate, pod.Source.Stream), shardId, after);
        var body = GapBody(shardId.Value, after, why);
        var gap = new SealedObject
        {
            Key = key,
            Content = new ReadOnlySequence<byte>(body),
            ContentType = "application/x-ndjson",
            Sha256 = SHA256.HashData(body),
            Metadata = new Dictionary<string, string>
            {
                [ObjectMetadata.StreamLabel] = pod.Source.Stream.Label,
                [ObjectMetadata.ShardId] = shardId.Value,
                [ObjectMetadata.PreviousSequenceNumber] = after,
            },
        };
        await pod.Retrier.RunAsync("put-gap", key, token => pod.Store.TryCreateAsync(gap, token), cancellationToken);
    }

    private byte[] GapBody(string shardId, string after, string why)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("streamArn"u8, pod.Source.Stream.Arn);
            writer.WriteString("keyspace"u8, pod.Source.Stream.Keyspace);
            writer.WriteString("table"u8, pod.Source.Stream.Table);
            writer.WriteString("shardId"u8, shardId);
            writer.WriteString("afterSequenceNumber"u8, after);
            writer.WriteString("reason"u8, why);
            writer.WriteEndObject();
        }

        return [.. output.WrittenSpan, (byte)'\n'];
    }
}
