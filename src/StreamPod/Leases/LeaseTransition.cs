using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>What a guard demands and what a change does, as pure functions of a lease: for stores without conditional writes of their own.</summary>
internal static class LeaseTransition
{
    /// <summary>Whether the lease is as the guard expects it.</summary>
    public static bool Accepts(this in LeaseGuard guard, Lease lease) =>
        IsAsExpected(guard.Owner, lease.Owner)
        && (guard.Counter is not { } counter || counter == lease.Counter)
        && IsAsExpected(guard.Checkpoint, lease.Checkpoint.Text)
        && IsAsExpected(guard.PendingCheckpoint, lease.PendingCheckpoint?.Text)
        && IsAsExpected(guard.PendingState, lease.PendingState)
        && IsAsExpected(guard.HandoffTo, lease.HandoffTo);

    /// <summary>The lease after the change.</summary>
    public static Lease ApplyTo(this in LeaseChange change, Lease lease) => lease with
    {
        Owner = After(change.Owner, lease.Owner),
        Counter = lease.Counter + change.CounterStep,
        Checkpoint = change.Checkpoint ?? lease.Checkpoint,
        OwnerSwitchesSinceCheckpoint = change.ResetsOwnerSwitches switch
        {
            null => lease.OwnerSwitchesSinceCheckpoint,
            true => 0,
            false => lease.OwnerSwitchesSinceCheckpoint + 1,
        },
        PendingCheckpoint = change.PendingCheckpoint switch
        {
            { IsMade: false } => lease.PendingCheckpoint,
            { Value: { } text } => Checkpoint.Parse(text),
            _ => null,
        },
        PendingState = change.PendingState switch
        {
            { IsMade: false } => lease.PendingState,
            // Without the question mark a null would be read as a null array and become empty memory.
            { Value: { } state } => (ReadOnlyMemory<byte>?)state.ToArray(),
            _ => null,
        },
        ChainTail = After(change.ChainTail, lease.ChainTail),
        CaughtUpAt = change.CaughtUpAt ?? lease.CaughtUpAt,
        Lineage = change.Lineage ?? lease.Lineage,
        HandoffTo = After(change.HandoffTo, lease.HandoffTo),
        HaltReason = After(change.HaltReason, lease.HaltReason),
        Children = change.Children is { Count: > 0 } children ? AsSet(children) : lease.Children,
        Parents = change.Parents is { Count: > 0 } parents ? AsSet(parents) : lease.Parents,
        StreamArn = change.StreamArn ?? lease.StreamArn,
        Records = lease.Records + change.RecordsStep,
        Objects = lease.Objects + change.ObjectsStep,
        LastCommitAt = change.LastCommitAt ?? lease.LastCommitAt,
    };

    /// <summary>Shards as a lease table keeps them: each once, in ordinal order.</summary>
    public static IReadOnlyList<ShardId> AsSet(IEnumerable<ShardId> shards) => [.. shards.Distinct().Order()];

    private static string? After(Change<string> change, string? before) => change.IsMade ? change.Value : before;

    private static bool IsAsExpected(Expected<string> expected, string? found) => !expected.IsDemanded || expected.Value == found;

    private static bool IsAsExpected(Expected<byte[]> expected, ReadOnlyMemory<byte>? found) => expected switch
    {
        { IsDemanded: false } => true,
        { Value: { } bytes } => found is { } state && state.Span.SequenceEqual(bytes),
        _ => found is null,
    };
}
