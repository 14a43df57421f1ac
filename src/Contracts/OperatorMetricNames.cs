using static KeyspacesStreamer.Contracts.MetricType;

namespace KeyspacesStreamer.Contracts;

/// <summary>All metrics of the operator: its own, and those of any controller under the names that controller-runtime and client-go gave them, so that common dashboards fit.</summary>
public static class OperatorMetricNames
{
    /// <summary>Beginning of the operator's own names.</summary>
    public const string Prefix = MetricNames.Prefix + "operator_";

    /// <summary>Value of the labels <c>controller</c> and <c>name</c>: the kind that is reconciled, in small letters.</summary>
    public const string Controller = "keyspacescdcstream";

    private static readonly MetricLabel ControllerLabel = new("controller", Controller);
    private static readonly MetricLabel QueueLabel = new("name", Controller);

    /// <summary>Whether this replica leads.</summary>
    public static readonly MetricDefinition Leader = new(Prefix + "leader", Gauge, "replicas", "1 on the replica that leads, 0 on those that stand by.");

    /// <summary>Streams that exist.</summary>
    public static readonly MetricDefinition Streams = new(Prefix + "streams", Gauge, "streams", "Streams that exist in the watched namespaces.");

    /// <summary>Streams that nobody of this installation works on.</summary>
    public static readonly MetricDefinition UnwatchedStreams = new(Prefix + "unwatched_streams", Gauge, "streams",
        "Streams outside WATCH_NAMESPACES that carry the operator's finalizer, and whether they are deleted and wait; 0 where all namespaces are watched, or others may not be seen.",
        new MetricLabel("state", "live", "deleted"));

    /// <summary>Streams by the status of each condition.</summary>
    public static readonly MetricDefinition StreamsByCondition = new(Prefix + "streams_by_condition", Gauge, "streams", "Streams by the status of each of their conditions.",
        new MetricLabel("condition", "Ready", "SpecValid", "StreamResolved", "CheckpointTableReady", "DestinationReady", "ImageResolved", "WorkloadReady", "RetentionAtRisk", "Suspended"),
        new MetricLabel("status", "true", "false", "unknown"));

    /// <summary>AWS calls that failed.</summary>
    public static readonly MetricDefinition AwsFaults = new(Prefix + "aws_faults_total", Counter, "faults", "Failures of AWS calls, by the step that made them and by what they mean.",
        new MetricLabel("step", "resolve_stream", "checkpoint_table", "bucket", "image", "progress", "finalizer"),
        new MetricLabel("kind", "unavailable", "throttled", "denied", "refused"));

    /// <summary>Children that had to be written again.</summary>
    public static readonly MetricDefinition ChildrenRepaired = new(Prefix + "children_repaired_total", Counter, "objects", "Objects of streams that somebody else had changed or deleted and that were written again.",
        new MetricLabel("kind", "configmaps", "deployments", "poddisruptionbudgets", "serviceaccounts", "services"));

    /// <summary>Which build is running.</summary>
    public static readonly MetricDefinition BuildInfo = new(Prefix + "build_info", Gauge, "builds", "Always 1; the label names the version that is running.", new MetricLabel("version"));

    /// <summary>Reconciles, by result.</summary>
    public static readonly MetricDefinition Reconciles = new("controller_runtime_reconcile_total", Counter, "reconciles", "Reconciles, by how they ended.",
        ControllerLabel, new MetricLabel("result", "success", "error", "requeue", "requeue_after"));

    /// <summary>Reconciles that failed.</summary>
    public static readonly MetricDefinition ReconcileErrors = new("controller_runtime_reconcile_errors_total", Counter, "reconciles", "Reconciles that failed and are tried again after a pause.", ControllerLabel);

    /// <summary>Time of a reconcile.</summary>
    public static readonly MetricDefinition ReconcileTime = new("controller_runtime_reconcile_time_seconds", Histogram, "seconds", "Time of one reconcile.", ControllerLabel);

    /// <summary>Workers there are.</summary>
    public static readonly MetricDefinition MaxConcurrentReconciles = new("controller_runtime_max_concurrent_reconciles", Gauge, "workers", "Workers that reconcile while this replica leads.", ControllerLabel);

    /// <summary>Workers that are busy.</summary>
    public static readonly MetricDefinition ActiveWorkers = new("controller_runtime_active_workers", Gauge, "workers", "Workers that are reconciling now.", ControllerLabel);

    /// <summary>Streams that wait for a worker.</summary>
    public static readonly MetricDefinition QueueDepth = new("workqueue_depth", Gauge, "items", "Streams that wait for a worker.", QueueLabel);

    /// <summary>Wishes to look at a stream.</summary>
    public static readonly MetricDefinition QueueAdds = new("workqueue_adds_total", Counter, "items", "Streams that were put into the queue; one that waits already counts once.", QueueLabel);

    /// <summary>Time in the queue.</summary>
    public static readonly MetricDefinition QueueTime = new("workqueue_queue_duration_seconds", Histogram, "seconds", "Time that a stream waits for a worker.", QueueLabel);

    /// <summary>Time in a worker's hands.</summary>
    public static readonly MetricDefinition WorkTime = new("workqueue_work_duration_seconds", Histogram, "seconds", "Time that a worker has a stream.", QueueLabel);

    /// <summary>Attempts after failures.</summary>
    public static readonly MetricDefinition QueueRetries = new("workqueue_retries_total", Counter, "items", "Streams that are to be tried again after a pause.", QueueLabel);

    /// <summary>Work under way.</summary>
    public static readonly MetricDefinition UnfinishedWork = new("workqueue_unfinished_work_seconds", Gauge, "seconds", "Time that all workers together have spent on what they have now.", QueueLabel);

    /// <summary>The slowest worker.</summary>
    public static readonly MetricDefinition LongestRunning = new("workqueue_longest_running_processor_seconds", Gauge, "seconds", "Time that the slowest worker has spent on what it has now.", QueueLabel);

    /// <summary>Whether this replica holds the lease.</summary>
    public static readonly MetricDefinition MasterStatus = new("leader_election_master_status", Gauge, "replicas", "1 on the replica that holds the lease, 0 on the others.", new MetricLabel("name"));

    /// <summary>Requests to the API server.</summary>
    public static readonly MetricDefinition ApiRequests = new("rest_client_requests_total", Counter, "requests", "Requests to the API server, by status code (error when there was no answer) and method.",
        new MetricLabel("code"), new MetricLabel("method"));

    /// <summary>Every metric of the operator.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        Leader, Streams, UnwatchedStreams, StreamsByCondition, AwsFaults, ChildrenRepaired, BuildInfo,
        Reconciles, ReconcileErrors, ReconcileTime, MaxConcurrentReconciles, ActiveWorkers,
        QueueDepth, QueueAdds, QueueTime, WorkTime, QueueRetries, UnfinishedWork, LongestRunning,
        MasterStatus, ApiRequests,
    ];
}
