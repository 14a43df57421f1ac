using System.Globalization;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>
/// Whether every object of a promised range stands as promised. All that the promise says is compared with all that each object says of itself; what does not agree
/// is read again from the stream, where bytes are compared with bytes.
/// </summary>
internal sealed class PendingGroupObjects(Retrier retrier, IObjectStore store, TableStream stream, ShardId shardId, PendingGroup promise)
{
    private readonly string _settingsHash = promise.Layout.Hash();

    public async Task<bool> AreAllThereAsync(CancellationToken cancellationToken)
    {
        var (records, bytes, hasEnd) = (0L, 0L, false);
        for (var position = 0; position < promise.Keys.Count; position++)
        {
            var key = promise.Collisions.Contains(position) ? KeyCollision.KeyOf(promise.Keys[position], shardId, stream.Label) : promise.Keys[position];
            var found = await retrier.RunAsync("head", key, token => store.FindAsync(key, token), cancellationToken);
            if (found is null || !IsMember(found, position) || !int.TryParse(found.Metadata.GetValueOrDefault(ObjectMetadata.RecordCount), CultureInfo.InvariantCulture, out var count))
            {
                return false;
            }

            records += count;
            bytes += found.SizeBytes;
            hasEnd |= found.Metadata.GetValueOrDefault(ObjectMetadata.LastSequenceNumber) == promise.Last;
        }

        var areBytesTold = promise.Layout.Compression != ObjectCompression.None || bytes == promise.Bytes;
        var isComplete = hasEnd && records == promise.Records && areBytesTold;
        return promise.Keys.Count > 0 && isComplete;
    }

    private bool IsMember(StoredObject found, int position)
    {
        return Is(ObjectMetadata.ShardId, shardId.Value)
            && Is(ObjectMetadata.StreamLabel, stream.Label)
            && Is(ObjectMetadata.GroupLastSequenceNumber, promise.Last)
            && Is(ObjectMetadata.SettingsHash, _settingsHash)
            && Is(ObjectMetadata.Part, string.Create(CultureInfo.InvariantCulture, $"{position + 1}/{promise.Keys.Count}"))
            && (position > 0 || Is(ObjectMetadata.FirstSequenceNumber, promise.First))
            && (found.Sha256 is not { } digest || Is(ObjectMetadata.Sha256, digest));

        bool Is(string name, string value) => found.Metadata.GetValueOrDefault(name) == value;
    }
}
