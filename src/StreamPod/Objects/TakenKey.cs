using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Compares the object that stands under a key with the one that was to be written there.</summary>
internal static class TakenKey
{
    private static readonly string[] Identity = [ObjectMetadata.StreamLabel, ObjectMetadata.ShardId];

    private static readonly string[] Range =
    [
        ObjectMetadata.FirstSequenceNumber,
        ObjectMetadata.LastSequenceNumber,
        ObjectMetadata.GroupLastSequenceNumber,
        ObjectMetadata.Part,
    ];

    public static WriteOutcome Judge(string storeName, SealedObject wanted, StoredObject found)
    {
        // A member that is missing was never written by a pod, so nothing can be concluded from the others.
        if (Identity.Concat(Range).Append(ObjectMetadata.SettingsHash).Any(name => !found.Metadata.ContainsKey(name)))
        {
            return Foreign(storeName, wanted, found);
        }

        if (!Identity.All(Same))
        {
            return new WriteOutcome.OtherShard(new ShardId(found.Metadata[ObjectMetadata.ShardId]), found.Metadata[ObjectMetadata.StreamLabel]);
        }

        var sameSettings = Same(ObjectMetadata.SettingsHash);
        if (Range.All(Same))
        {
            // The same settings over the same range select the same records; another count is a fault that must not pass for done.
            return sameSettings && !Same(ObjectMetadata.RecordCount) ? Foreign(storeName, wanted, found) : new WriteOutcome.AlreadyThere();
        }

        return sameSettings && Same(ObjectMetadata.FirstSequenceNumber) ? EarlierLifeOf(found) : Foreign(storeName, wanted, found);

        bool Same(string name) => found.Metadata.GetValueOrDefault(name) == wanted.Metadata[name];
    }

    private static WriteOutcome.EarlierLife EarlierLifeOf(StoredObject found) => new(
        found.Metadata[ObjectMetadata.LastSequenceNumber],
        found.Metadata[ObjectMetadata.GroupLastSequenceNumber],
        found.Metadata[ObjectMetadata.Part]);

    private static WriteOutcome.Foreign Foreign(string storeName, SealedObject wanted, StoredObject found)
    {
        var differences = wanted.Metadata
            .Where(pair => found.Metadata.GetValueOrDefault(pair.Key) != pair.Value)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} is {Shown(found.Metadata.GetValueOrDefault(pair.Key))}, expected '{pair.Value}'");
        return new WriteOutcome.Foreign(
            $"{storeName}/{wanted.Key} ({found.SizeBytes} bytes) is not the object of this range: {string.Join("; ", differences)}. "
            + "Nothing was overwritten. Move that object away, or choose another destination.prefix.");
    }

    private static string Shown(string? value) => value is null ? "missing" : $"'{value}'";
}
