namespace KeyspacesStreamer.StreamPod.Shards.Recovery;

/// <summary>What is known of the place where reading of a shard begins.</summary>
/// <param name="Loss">Why records before it may be gone already; null when they are not.</param>
/// <param name="CoveredSince">A moment since which nothing that was made can be missing there.</param>
internal readonly record struct RetentionVerdict(string? Loss, DateTimeOffset CoveredSince);
