using System.Text.Json.Serialization;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>Everything a verification found.</summary>
internal sealed record VerificationReport
{
    public required IReadOnlyList<ShardReport> Shards { get; init; }

    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>Objects under the prefix that carry no metadata of a stream.</summary>
    public required long OtherObjects { get; init; }

    /// <summary>Objects under <c>_gaps/</c>: stretches that the service trimmed before they were read.</summary>
    public required long GapObjects { get; init; }

    /// <summary>Objects under <c>_quarantine/</c>: records that could not be encoded, parts of their groups.</summary>
    public required long QuarantineObjects { get; init; }

    /// <summary>Documents under <c>_schema/</c>: schemas that rows were made by.</summary>
    public required long SchemaObjects { get; init; }

    /// <summary>Whether the content of the objects was read too.</summary>
    public required bool IsDeep { get; init; }

    public bool IsOk => Violations.Count == 0;

    public long Objects => Shards.Sum(shard => shard.Objects);

    public long Records => Shards.Sum(shard => shard.Records);

    [JsonIgnore]
    public long PendingObjects => Shards.Sum(shard => shard.PendingObjects);
}
