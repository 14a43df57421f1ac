namespace KeyspacesStreamer.StreamsEmulator.Workloads;

/// <summary>What a preload made.</summary>
internal sealed record PreloadResponse(string StreamArn, int Shards, long Records, long Bytes, double Seconds);
