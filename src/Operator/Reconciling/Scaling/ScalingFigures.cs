namespace KeyspacesStreamer.Operator.Reconciling.Scaling;

/// <summary>What the choice of a number of pods rests on.</summary>
/// <param name="ReadAt">When the lease table was read, on the caller's monotonic clock.</param>
/// <param name="OpenShards">Shards that are not finished.</param>
/// <param name="Lag">The stream's lag; null when it is not known.</param>
internal sealed record ScalingFigures(TimeSpan ReadAt, int OpenShards, TimeSpan? Lag);
