namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>What putting one object came to.</summary>
/// <param name="StoredBytes">Final bytes, 0 when it was not stored.</param>
/// <param name="IsCollision">Whether another shard holds its key.</param>
/// <param name="Earlier">The range an earlier life wrote from the same start.</param>
internal readonly record struct ObjectOutcome(long StoredBytes, bool IsCollision, EarlierRange? Earlier);
