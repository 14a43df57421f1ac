namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Which shards were closed and which took their place.</summary>
internal sealed record ReshardReport(IReadOnlyList<string> Parents, IReadOnlyList<string> Children);
