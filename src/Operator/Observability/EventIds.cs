namespace KeyspacesStreamer.Operator.Observability;

/// <summary>Numbers of log events, in blocks of a hundred per folder; a number once given keeps its meaning.</summary>
internal static class EventIds
{
    /// <summary>Start and stop of the process.</summary>
    public const int Configuration = 1000;
    public const int OperatorStarted = Configuration + 1;
    public const int OperatorStopping = Configuration + 2;
    public const int OperatorStopped = Configuration + 3;
    public const int FatalFault = Configuration + 4;
    public const int ClusterNotReached = Configuration + 5;
    public const int InstallationNotKnown = Configuration + 6;

    /// <summary>Probes and metrics.</summary>
    public const int Observability = 1100;
    public const int StatusServerListening = Observability + 1;
    public const int StatusPageFailed = Observability + 2;

    /// <summary>Lists and watches.</summary>
    public const int Watching = 1200;
    public const int Listed = Watching + 1;
    public const int WatchEnded = Watching + 2;
    public const int VersionExpired = Watching + 3;
    public const int WatchWillRetry = Watching + 4;
    public const int UnwatchedSeen = Watching + 5;
    public const int UnwatchedGone = Watching + 6;
    public const int UnwatchedNotSeen = Watching + 7;
    public const int UnwatchedWillRetry = Watching + 8;

    /// <summary>Queue and workers.</summary>
    public const int Controlling = 1300;
    public const int WorkersStarted = Controlling + 1;
    public const int Reconciled = Controlling + 2;
    public const int ReconcileWillRetry = Controlling + 3;
    public const int ReconcileBroke = Controlling + 4;

    /// <summary>Who leads.</summary>
    public const int Leadership = 1400;
    public const int LeadTaken = Leadership + 1;
    public const int LeadEnded = Leadership + 2;
    public const int LeaseUnavailable = Leadership + 3;
    public const int LeaseNotReleased = Leadership + 4;

    /// <summary>What reconciles do and find.</summary>
    public const int Reconciling = 1500;
    public const int AwsCallFailed = Reconciling + 1;
    public const int ChildCreated = Reconciling + 2;
    public const int ChildChanged = Reconciling + 3;
    public const int ChildDeleted = Reconciling + 4;
    public const int ConditionChanged = Reconciling + 5;
    public const int EventLost = Reconciling + 6;
    public const int StreamScaled = Reconciling + 7;
    public const int StreamReleased = Reconciling + 8;
}
