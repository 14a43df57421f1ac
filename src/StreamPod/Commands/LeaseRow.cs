using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>A lease as <c>leases show</c> prints it.</summary>
internal sealed record LeaseRow
{
    public required string ShardId { get; init; }

    public string? Owner { get; init; }

    public required long Counter { get; init; }

    public required string Checkpoint { get; init; }

    public string? PendingCheckpoint { get; init; }

    public string? ChainTail { get; init; }

    public required IReadOnlyList<string> Parents { get; init; }

    public required IReadOnlyList<string> Children { get; init; }

    public required long Records { get; init; }

    public required long Objects { get; init; }

    public DateTimeOffset? LastCommitAt { get; init; }

    public DateTimeOffset? CaughtUpAt { get; init; }

    public string? HandoffTo { get; init; }

    public string? HaltReason { get; init; }

    public static LeaseRow Of(Lease lease) => new()
    {
        ShardId = lease.ShardId.Value,
        Owner = lease.Owner,
        Counter = lease.Counter,
        Checkpoint = lease.Checkpoint.Text,
        PendingCheckpoint = lease.PendingCheckpoint?.Text,
        ChainTail = lease.ChainTail,
        Parents = [.. lease.Parents.Select(parent => parent.Value)],
        Children = [.. lease.Children.Select(child => child.Value)],
        Records = lease.Records,
        Objects = lease.Objects,
        LastCommitAt = lease.LastCommitAt,
        CaughtUpAt = lease.CaughtUpAt,
        HandoffTo = lease.HandoffTo,
        HaltReason = lease.HaltReason,
    };
}
