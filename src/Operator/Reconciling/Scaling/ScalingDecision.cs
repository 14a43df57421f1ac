namespace KeyspacesStreamer.Operator.Reconciling.Scaling;

/// <summary>How many pods there should be.</summary>
/// <param name="Replicas">The number.</param>
/// <param name="Reason">Such as <c>3 -> 5: 420 open shards, 100 a pod</c>; null when the number stays.</param>
/// <param name="History">What to bring along next time.</param>
internal sealed record ScalingDecision(int Replicas, string? Reason, ScalingHistory History);
