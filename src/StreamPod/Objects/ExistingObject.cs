using System.Globalization;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Compares the object that is under a key with the one that was to be written there.</summary>
internal sealed class ExistingObject(string storeName, SealedObject wanted, StoredObject found)
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

    /// <summary>
    /// Whether it holds other bytes than it names, which no pod writes under whichever settings, or is the object of this very range, by our settings
    /// and our encoder, and yet holds other bytes than they give.
    /// </summary>
    public bool HoldsOtherBytes => IsOfAPod && Identity.All(Same) && (!found.BearsItsDigest || (IsThisVeryObject && !HasSameBytes));

    private bool IsThisVeryObject => Range.All(Same) && HasSameSettings && Same(ObjectMetadata.RecordCount) && EncoderOf(wanted.Metadata) == EncoderOf(found.Metadata);

    /// <summary>A member that is missing was never written by a pod, so nothing can be concluded from the others.</summary>
    private bool IsOfAPod => Identity.Concat(Range).Append(ObjectMetadata.SettingsHash).All(found.Metadata.ContainsKey);

    private bool HasSameSettings => Same(ObjectMetadata.SettingsHash);

    /// <summary>Size and digest as its writer named them; the digest is compared with the store's besides.</summary>
    private bool HasSameBytes =>
        found.SizeBytes == wanted.Content.Length && found.Metadata.GetValueOrDefault(ObjectMetadata.Sha256) == wanted.Metadata[ObjectMetadata.Sha256];

    /// <summary>What the object means, when it does not hold other bytes.</summary>
    /// <exception cref="ShardHaltedException">It cannot be explained.</exception>
    public StoreOutcome Classify()
    {
        if (!IsOfAPod)
        {
            throw Foreign();
        }

        if (!Identity.All(Same))
        {
            return new StoreOutcome.KeyTaken([PositionOf(wanted)], 0);
        }

        if (Range.All(Same))
        {
            // The same settings over the same range select the same records; another count is a fault that must not pass for done.
            return HasSameSettings && !Same(ObjectMetadata.RecordCount) ? throw Foreign() : SameObject();
        }

        return !Same(ObjectMetadata.FirstSequenceNumber) ? throw Foreign()
            : !HasSameSettings ? throw Foreign(OtherSettings)
            : TryReadMeasure(found.Metadata.GetValueOrDefault(ObjectMetadata.CutBy), out var cutBy)
                ? new StoreOutcome.AlreadyCoveredUpTo(SequenceNumber.Parse(found.Metadata[ObjectMetadata.GroupLastSequenceNumber]), cutBy)
            : throw Foreign("A newer version of this program wrote it: start that one.");
    }

    /// <summary>The very object is there already.</summary>
    public StoreOutcome.Stored SameObject() => new(wanted.Content.Length) { WasThere = true };

    public ShardHaltedException OtherBytes() => new(
        $"{storeName}/{wanted.Key} holds other bytes than the records of this range give: {found.SizeBytes} bytes with SHA-256 "
        + $"{Shown(found.Sha256 ?? found.Metadata.GetValueOrDefault(ObjectMetadata.Sha256))}, expected {wanted.Content.Length} bytes with '{wanted.Metadata[ObjectMetadata.Sha256]}'. "
        + (found.BearsItsDigest ? "Its settings and its encoder are ours" : $"Its metadata names {Shown(found.Metadata.GetValueOrDefault(ObjectMetadata.Sha256))}")
        + ", so no pod of this stream wrote it. Nothing was overwritten. Find out who did, move that object away, and restart the pod.");

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

    private bool Same(string name) => found.Metadata.GetValueOrDefault(name) == wanted.Metadata[name];

    private static string EncoderOf(IReadOnlyDictionary<string, string> metadata) =>
        metadata.GetValueOrDefault(ObjectMetadata.EncoderVersion) ?? ObjectMetadata.FirstEncoderVersion;

    private static int PositionOf(SealedObject item) => int.Parse(item.Metadata[ObjectMetadata.Part].Split('/')[0], CultureInfo.InvariantCulture) - 1;

    private ShardHaltedException Foreign(string advice = MoveAway)
    {
        var differences = wanted.Metadata
            .Where(pair => found.Metadata.GetValueOrDefault(pair.Key) != pair.Value)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} is {Shown(found.Metadata.GetValueOrDefault(pair.Key))}, expected '{pair.Value}'");
        return new ShardHaltedException(
            $"{storeName}/{wanted.Key} ({found.SizeBytes} bytes) is not the object of this range: {string.Join("; ", differences)}. "
            + $"Nothing was overwritten. {advice}");
    }

    private static string Shown(string? value) => value is null ? "missing" : $"'{value}'";
}
