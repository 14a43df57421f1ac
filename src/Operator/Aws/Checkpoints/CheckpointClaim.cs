using KeyspacesStreamer.Contracts.Leases;

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>What the items of a table say of whose it is.</summary>
/// <param name="Owner">Whose it is; null while nobody has claimed it.</param>
/// <param name="Unfit">Why it cannot be a lease table of ours; null when it can.</param>
internal sealed record CheckpointClaim(TableOwner? Owner, string? Unfit);
