namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>Where a change ended up.</summary>
internal readonly record struct AppendedRecord(string ShardId, SequenceNumber Number);
