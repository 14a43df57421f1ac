using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>What verification needs of one record.</summary>
/// <param name="Number">Its sequence number.</param>
/// <param name="ShardId">The shard that it names; null where records carry no metadata.</param>
internal readonly record struct RecordPlace(SequenceNumber Number, string? ShardId);
