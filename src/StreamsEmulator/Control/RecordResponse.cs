namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Where a record stands.</summary>
internal sealed record RecordResponse(string ShardId, string SequenceNumber);
