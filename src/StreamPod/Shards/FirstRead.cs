namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>What is known of the place where reading of a shard begins.</summary>
/// <param name="Loss">Why records before it may be gone already; null when they are not.</param>
/// <param name="GoodSince">A moment since which nothing that was made can be missing there.</param>
internal readonly record struct FirstRead(string? Loss, DateTimeOffset GoodSince);
