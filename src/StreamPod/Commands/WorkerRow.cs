namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>A worker as <c>leases show</c> prints it.</summary>
internal sealed record WorkerRow(string Worker, string Incarnation, long Heartbeat, int Leases);
