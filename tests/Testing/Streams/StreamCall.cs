namespace KeyspacesStreamer.Testing.Streams;

/// <summary>One call of a stream source.</summary>
/// <param name="Operation">What is asked.</param>
/// <param name="ShardId">Of which shard; empty for the whole stream.</param>
/// <param name="Start">Where an iterator was to begin; null for the other operations.</param>
internal readonly record struct StreamCall(StreamOperation Operation, string ShardId, string? Start = null);
