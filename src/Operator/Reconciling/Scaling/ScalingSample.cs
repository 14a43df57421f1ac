namespace KeyspacesStreamer.Operator.Reconciling.Scaling;

/// <summary>How many pods were recommended at one moment.</summary>
internal readonly record struct ScalingSample(TimeSpan At, int Replicas);
