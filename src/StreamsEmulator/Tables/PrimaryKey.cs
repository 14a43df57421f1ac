using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>A row's key as the members of its records ("partitionKeys":{…},"clusteringKeys":{…}); its hash decides the shard.</summary>
internal readonly struct PrimaryKey(byte[] members) : IEquatable<PrimaryKey>
{
    public ReadOnlySpan<byte> Members => members;

    public ulong Hash { get; } = KeyHash.Of(members);

    /// <summary>Whether this is the key of a partition, or of one of its rows.</summary>
    public bool IsIn(PrimaryKey partition) =>
        Members.StartsWith(partition.Members) && (Members.Length == partition.Members.Length || Members[partition.Members.Length] == (byte)',');

    public bool Equals(PrimaryKey other) => Hash == other.Hash && Members.SequenceEqual(other.Members);

    public override bool Equals(object? obj) => obj is PrimaryKey other && Equals(other);

    public override int GetHashCode() => (int)Hash;
}
