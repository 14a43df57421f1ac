namespace KeyspacesStreamer.Cluster.Tests.Leadership;

/// <summary>A write of an operator as the API server's audit has it, timed by the server.</summary>
internal sealed record AuditedWrite
{
    /// <summary>Name of the pod whose token was shown.</summary>
    public required string Replica { get; init; }

    public required string Verb { get; init; }

    public required string Path { get; init; }

    public required int Status { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Who leads by this write; empty for nobody. Null for a write that is not on the election's Lease, or was refused.</summary>
    public required string? Holder { get; init; }

    /// <summary>Whether it is about the election's Lease.</summary>
    public required bool IsOfElection { get; init; }

    public override string ToString() => $"{Replica} {Verb} {Path} ({Status}), {ReceivedAt:HH:mm:ss.ffffff} to {EndedAt:HH:mm:ss.ffffff}";
}
