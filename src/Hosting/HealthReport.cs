namespace KeyspacesStreamer.Hosting;

/// <summary>Whether the process is healthy, or ready, and why.</summary>
/// <param name="IsOk">True answers 200, false 503.</param>
/// <param name="Reason">One sentence for people, also when all is well.</param>
public sealed record HealthReport(bool IsOk, string Reason);
