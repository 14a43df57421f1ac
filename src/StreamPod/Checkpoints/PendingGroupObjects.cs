using System.Globalization;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>
/// Whether every object of a pending range stands as prepared. All that the pending group says is compared with all that each object says of itself; what does not agree
/// is read again from the stream, where bytes are compared with bytes.
/// </summary>
internal sealed class PendingGroupObjects(Retrier retrier, IObjectStore store, TableStream stream, ShardId shardId, PendingGroup pending)
{
    private readonly string _settingsHash = pending.Layout.Hash();

    public async Task<bool> AreAllThereAsync(CancellationToken cancellationToken)
    {
        var (records, bytes, hasEnd) = (0L, 0L, false);
        for (var position = 0; position < pending.Keys.Count; position++)
        {
            var key = pending.Collisions.Contains(position) ? KeyCollision.KeyOf(pending.Keys[position], shardId, stream.Label) : pending.Keys[position];
            var found = await retrier.RunAsync(PodOperation.HeadObject, key, token => store.FindAsync(key, token), cancellationToken);
            if (found is null || !IsMember(found, position) || !int.TryParse(found.Metadata.GetValueOrDefault(ObjectMetadata.RecordCount), CultureInfo.InvariantCulture, out var count))
            {
                return false;
            }

            records += count;
            bytes += found.SizeBytes;
            hasEnd |= found.Metadata.GetValueOrDefault(ObjectMetadata.LastSequenceNumber) == pending.Last;
        }

        var areBytesTold = pending.Layout.HoldsRows || pending.Layout.Compression != ObjectCompression.None || bytes == pending.Bytes;
        var isComplete = hasEnd && records == pending.Records && areBytesTold;
        return pending.Keys.Count > 0 && isComplete;
    }

    private bool IsMember(StoredObject found, int position)
    {
        return Is(ObjectMetadata.ShardId, shardId.Value)
            && Is(ObjectMetadata.StreamLabel, stream.Label)
            && Is(ObjectMetadata.GroupLastSequenceNumber, pending.Last)
            && Is(ObjectMetadata.SettingsHash, _settingsHash)
            && Is(ObjectMetadata.Part, string.Create(CultureInfo.InvariantCulture, $"{position + 1}/{pending.Keys.Count}"))
            && (position > 0 || Is(ObjectMetadata.FirstSequenceNumber, pending.First))
            && (found.Sha256 is not { } digest || Is(ObjectMetadata.Sha256, digest));

        bool Is(string name, string value) => found.Metadata.GetValueOrDefault(name) == value;
    }
}
