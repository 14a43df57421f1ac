namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>The item of one worker, <c>worker#POD</c>: its heartbeat and its progress figures.</summary>
internal sealed record WorkerItem
{
    public required WorkerName Name { get; init; }

    /// <summary>Moves with each heartbeat; a worker is dead when an observer sees no move for the worker time-out.</summary>
    public long Heartbeat { get; init; }

    /// <summary>Moves when somebody wants this worker to look at the table at once.</summary>
    public long Nudge { get; init; }

    /// <summary>Progress figures for the operator, a JSON document.</summary>
    public string? Progress { get; init; }
}
