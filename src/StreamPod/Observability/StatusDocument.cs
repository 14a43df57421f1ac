namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>The answer of /status: the process and each of its shards.</summary>
internal sealed record StatusDocument
{
    /// <summary>Null until the stream is resolved.</summary>
    public string? StreamArn { get; init; }

    public string? StreamLabel { get; init; }

    public string? ViewType { get; init; }

    /// <summary>Name of the worker, without its incarnation.</summary>
    public required string Worker { get; init; }

    public required string Incarnation { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required bool IsReady { get; init; }

    public required bool IsHealthy { get; init; }

    /// <summary>The fault that ends the process, when there is one.</summary>
    public string? FatalFault { get; init; }

    /// <summary>How values are written on the wire, as far as rows have met it, in words; empty where records are written as they come.</summary>
    public IReadOnlyList<string> ValueForms { get; init; } = [];

    public required MemoryStatus Memory { get; init; }

    /// <summary>The shards whose lease this pod holds, by shard id.</summary>
    public required IReadOnlyList<ShardStatus> Shards { get; init; }
}
