namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>How much of the memory budget is taken.</summary>
internal sealed record MemoryStatus(long BudgetBytes, long ReservedBytes, int Waiters);
