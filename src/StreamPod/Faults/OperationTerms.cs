namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>How an operation is called outside the code.</summary>
/// <param name="Name">In log lines.</param>
/// <param name="Stage">Where its failures are counted.</param>
/// <param name="LeaseWrite">Label <c>operation</c> of <c>keyspaces_cdc_lease_writes_total</c>; null for what writes nothing to the lease table.</param>
internal sealed record OperationTerms(string Name, FaultStage Stage, string? LeaseWrite = null);
