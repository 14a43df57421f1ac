namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>How many pods should run.</summary>
internal sealed record ReplicaResult : StageResult
{
    /// <summary>Pods that should run now.</summary>
    public required int Count { get; init; }
}
