namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>One broken promise: what, in which shard, on which object, and a sentence for people.</summary>
internal sealed record Violation(ViolationKind Kind, string? ShardId, string? Key, string Message);
