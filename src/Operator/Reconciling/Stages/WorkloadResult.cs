namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>What became of the stream's objects and pods.</summary>
internal sealed record WorkloadResult : StageResult
{
    /// <summary>The condition WorkloadReady.</summary>
    public required ConditionResult WorkloadReady { get; init; }

    /// <summary>Hash of the settings of the pods as they should run; null when no pods are wanted yet.</summary>
    public string? SettingsHash { get; init; }

    /// <summary>Size of a pod that Fargate bills; null when no pod runs on Fargate.</summary>
    public string? BilledCapacity { get; init; }

    /// <summary>Whether the API server refused something, and the reconcile has to be tried again soon.</summary>
    public bool IsFailure { get; init; }

    public override IReadOnlyList<ConditionResult> Conditions => [WorkloadReady];
}
