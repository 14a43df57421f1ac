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
    public const int PodStarted = Startup + 10;
    public const int PodStopping = Startup + 11;
    public const int PodStopped = Startup + 12;
    public const int FatalFault = Startup + 14;

    public const int Leases = 2000;
    public const int LeaseTaken = Leases + 1;
    public const int ShardsListed = Leases + 2;
    public const int HandoffAsked = Leases + 3;
    public const int HandoffWithdrawn = Leases + 4;
    public const int ShardStarted = Leases + 5;
    public const int ShardEnded = Leases + 6;
    public const int DeregistrationTimedOut = Leases + 7;
    public const int ShardFailed = Leases + 8;
    public const int DeregistrationFailed = Leases + 9;

    public const int Reading = 3000;
    public const int PageRead = Reading + 1;
    public const int ResumedWithoutGap = Reading + 2;
    public const int GapLeft = Reading + 3;
    public const int RecordsQuarantined = Reading + 4;
    public const int ValueFormMet = Reading + 5;

    public const int Checkpoints = 4000;
    public const int GroupClosed = Checkpoints + 1;
    public const int GroupCommitted = Checkpoints + 3;
    public const int PendingGroupCompleted = Checkpoints + 4;
    public const int ShardHalted = Checkpoints + 5;

    public const int Objects = 5000;
    public const int ObjectStored = Objects + 1;
    public const int ObjectAlreadyThere = Objects + 2;
    public const int KeyCollided = Objects + 3;

    public const int Faults = 6000;
    public const int WillRetry = Faults + 1;

    public const int Verification = 7000;
}
