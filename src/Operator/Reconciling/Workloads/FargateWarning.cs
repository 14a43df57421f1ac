namespace KeyspacesStreamer.Operator.Reconciling.Workloads;

/// <summary>Something about pods on Fargate that costs money or logs, though they run.</summary>
/// <param name="Reason">One word, for an event.</param>
/// <param name="Message">What was found and what to do; the same as long as nothing changes.</param>
internal sealed record FargateWarning(string Reason, string Message);
