namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>What a call is about, as far as its body tells: the resource for permissions, the shard for faults.</summary>
internal sealed record WireSubject(string Resource, string? ShardId);
