namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Which shards were closed and which took their place.</summary>
internal sealed record ReshardResponse(IReadOnlyList<string> Parents, IReadOnlyList<string> Children);
