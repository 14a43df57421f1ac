namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>One cell of a row, already encoded; <see cref="ExpiresAt"/> in seconds since the epoch, if it has a time to live.</summary>
internal sealed record Cell(byte[] Json, long? ExpiresAt);
