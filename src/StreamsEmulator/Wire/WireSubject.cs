namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>What a call is about, as far as its body tells: the resource for permissions, the shard for faults.</summary>
internal sealed record WireSubject(string Resource, string? ShardId)
{
    /// <summary>A second resource that the permission is needed on; null for none.</summary>
    public string? SecondResource { get; init; }

    /// <summary>Every resource that the permission is needed on.</summary>
    public IEnumerable<string> Resources => SecondResource is { } second ? [Resource, second] : [Resource];
}
