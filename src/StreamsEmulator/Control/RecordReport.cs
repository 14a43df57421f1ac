namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Where a record stands.</summary>
internal sealed record RecordReport(string ShardId, string SequenceNumber);
