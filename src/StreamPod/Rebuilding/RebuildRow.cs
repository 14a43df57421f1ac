using System.Text.Json.Serialization;
using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>One shard of a rebuild: what table and bucket say, and what is written.</summary>
internal sealed record RebuildRow
{
    public required string ShardId { get; init; }

    /// <summary>Checkpoint of the lease; null when there is none.</summary>
    public string? Table { get; init; }

    /// <summary>Last number that is in complete groups; null when the bucket holds none.</summary>
    public string? Bucket { get; init; }

    /// <summary>Last number of a group that was begun and lacks parts.</summary>
    public string? Begun { get; init; }

    /// <summary>Groups and records in the bucket.</summary>
    public long Groups { get; init; }

    public long Records { get; init; }

    public RebuildAction Action { get; init; }

    /// <summary>Checkpoint that is written; null when nothing is.</summary>
    public string? Written { get; init; }

    /// <summary>Pending group that is written, so that the pods complete the group that was begun.</summary>
    public string? Pending { get; init; }

    /// <summary>What a person should know besides.</summary>
    public string? Note { get; init; }

    /// <summary>The lease as it was seen; the write holds only while it is unchanged.</summary>
    [JsonIgnore]
    public Lease? Seen { get; init; }

    /// <summary>The lease as it will be.</summary>
    [JsonIgnore]
    public Lease? Target { get; init; }

    /// <summary>What makes it so of the lease that was seen.</summary>
    [JsonIgnore]
    public LeaseChange Change { get; init; }
}
