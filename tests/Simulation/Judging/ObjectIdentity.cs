using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>Whether two writes mean the same object: the same part of the same range under the same settings.</summary>
internal static class ObjectIdentity
{
    private static readonly string[] Members =
    [
        ObjectMetadata.StreamLabel, ObjectMetadata.ShardId, ObjectMetadata.FirstSequenceNumber, ObjectMetadata.LastSequenceNumber,
        ObjectMetadata.GroupLastSequenceNumber, ObjectMetadata.Part, ObjectMetadata.SettingsHash,
    ];

    /// <summary>Whether all their metadata is the same.</summary>
    public static bool IsAllSame(SealedObject left, SealedObject right) =>
        left.Metadata.Count == right.Metadata.Count && left.Metadata.All(pair => right.Metadata.GetValueOrDefault(pair.Key) == pair.Value);

    public static bool IsSame(SealedObject left, SealedObject right) =>
        Members.All(member => left.Metadata.GetValueOrDefault(member) == right.Metadata.GetValueOrDefault(member));
}
