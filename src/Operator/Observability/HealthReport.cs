namespace KeyspacesStreamer.Operator.Observability;

/// <summary>Whether the process is well, or ready, and why.</summary>
/// <param name="IsOk">True answers 200, false 503.</param>
/// <param name="Reason">One sentence for people, also when all is well.</param>
internal sealed record HealthReport(bool IsOk, string Reason);
