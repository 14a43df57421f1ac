using KeyspacesStreamer.StreamPod.Batching;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Compares the object that stands under a key with the one that was to be written there.</summary>
internal static class TakenKey
{
    private const string MoveAway = "Move that object away, or choose another destination.prefix.";

    private const string OtherSettings =
        "An earlier life of this stream wrote it under other settings, so the lease table was lost or set back in time: stop the pods, and "
        + "'streampod leases rebuild' puts back the places that the bucket proves. If the range is to be written again, choose another destination.prefix.";

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
            return sameSettings && !Same(ObjectMetadata.RecordCount) ? Foreign(storeName, wanted, found)
                : sameSettings && EncoderOf(wanted.Metadata) == EncoderOf(found.Metadata) && !HasSameBytes(wanted, found) ? OtherBytes(storeName, wanted, found)
                : new WriteOutcome.AlreadyThere();
        }

        return !Same(ObjectMetadata.FirstSequenceNumber) ? Foreign(storeName, wanted, found)
            : !sameSettings ? Foreign(storeName, wanted, found, OtherSettings)
            : TryReadMeasure(found.Metadata.GetValueOrDefault(ObjectMetadata.CutBy), out var cutBy) ? EarlierLifeOf(found, cutBy)
            : Foreign(storeName, wanted, found, "A newer version of this program wrote it: start that one.");

        bool Same(string name) => found.Metadata.GetValueOrDefault(name) == wanted.Metadata[name];
    }

    /// <summary>Size and digest as its writer named them, and the digest as the store computed it, where it did.</summary>
    private static bool HasSameBytes(SealedObject wanted, StoredObject found) =>
        found.SizeBytes == wanted.Content.Length
        && found.Metadata.GetValueOrDefault(ObjectMetadata.Sha256) == wanted.Metadata[ObjectMetadata.Sha256]
        && (found.Sha256 is not { } digest || digest == wanted.Metadata[ObjectMetadata.Sha256]);

    private static string EncoderOf(IReadOnlyDictionary<string, string> metadata) =>
        metadata.GetValueOrDefault(ObjectMetadata.EncoderVersion) ?? ObjectMetadata.FirstEncoderVersion;

    private static WriteOutcome.OtherBytes OtherBytes(string storeName, SealedObject wanted, StoredObject found) => new(
        $"{storeName}/{wanted.Key} holds other bytes than the records of this range give: {found.SizeBytes} bytes with SHA-256 "
        + $"{Shown(found.Sha256 ?? found.Metadata.GetValueOrDefault(ObjectMetadata.Sha256))}, expected {wanted.Content.Length} bytes with '{wanted.Metadata[ObjectMetadata.Sha256]}'. "
        + "Its settings and its encoder are ours, so no pod of this stream wrote it. Nothing was overwritten. Find out who did, move that object away, and restart the pod.");

    /// <summary>Reads what cut an object's group; an older version did not say, and knew one measure.</summary>
    public static bool TryReadMeasure(string? text, out CutMeasure measure)
    {
        (var isKnown, measure) = text switch
        {
            null or nameof(CutMeasure.Encoded) => (true, CutMeasure.Encoded),
            nameof(CutMeasure.Wire) => (true, CutMeasure.Wire),
            _ => (false, default),
        };
        return isKnown;
    }

    private static WriteOutcome.EarlierLife EarlierLifeOf(StoredObject found, CutMeasure cutBy) => new(
        found.Metadata[ObjectMetadata.LastSequenceNumber],
        found.Metadata[ObjectMetadata.GroupLastSequenceNumber],
        found.Metadata[ObjectMetadata.Part],
        cutBy);

    private static WriteOutcome.Foreign Foreign(string storeName, SealedObject wanted, StoredObject found, string advice = MoveAway)
    {
        var differences = wanted.Metadata
            .Where(pair => found.Metadata.GetValueOrDefault(pair.Key) != pair.Value)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} is {Shown(found.Metadata.GetValueOrDefault(pair.Key))}, expected '{pair.Value}'");
        return new WriteOutcome.Foreign(
            $"{storeName}/{wanted.Key} ({found.SizeBytes} bytes) is not the object of this range: {string.Join("; ", differences)}. "
            + $"Nothing was overwritten. {advice}");
    }

    private static string Shown(string? value) => value is null ? "missing" : $"'{value}'";
}
