namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>Numbers of log events, in blocks of a thousand per subject; a number once given keeps its meaning.</summary>
internal static class EventIds
{
    /// <summary>Startup, configuration, probes and stop.</summary>
    public const int Startup = 1000;
    public const int StatusServerListening = Startup + 1;
    public const int StatusRequestFailed = Startup + 2;
    public const int StatusServerStopped = Startup + 3;
    public const int StatusAcceptFailed = Startup + 4;

    public const int Leases = 2000;
    public const int Reading = 3000;
    public const int Checkpoints = 4000;
    public const int Objects = 5000;
    public const int Faults = 6000;
    public const int Verification = 7000;
}
