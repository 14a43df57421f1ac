namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>How many records were trimmed and which shards disappeared.</summary>
internal sealed record TrimResponse(int Records, IReadOnlyList<string> RemovedShards);
