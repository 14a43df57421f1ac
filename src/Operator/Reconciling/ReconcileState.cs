using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Buckets;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Images;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Reconciling.Scaling;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>What the operator remembers of one stream between two reconciles. All of it can be lost: it saves requests, and decides nothing that the world could not tell again.</summary>
internal sealed class ReconcileState(string uid, TimeProvider clock, Random random, AwsTimeBudget time)
{
    private readonly Dictionary<string, ReturningDrift> _drifts = new(StringComparer.Ordinal);
    private readonly long _began = clock.GetTimestamp();
    private long? _generation;
    private long _generationSeenAt = clock.GetTimestamp();

    public ReconcileState(string uid, TimeProvider clock, Random random)
        : this(uid, clock, random, new AwsTimeBudget(clock))
    {
    }

    /// <summary>Which incarnation of the resource this is about.</summary>
    public string Uid => uid;

    /// <summary>How long the reconcile under way may wait for AWS.</summary>
    public AwsTimeBudget Time => time;

    public CachedQuery<StreamAddress, TableStreams> Latest { get; } = new(clock, random, time);

    public CachedQuery<PinnedStream, FoundStream?> Pinned { get; } = new(clock, random, time);

    public CachedQuery<StreamAddress, TableColumns?> Columns { get; } = new(clock, random, time);

    public CachedQuery<StreamAddress, TableSchema?> SchemaAnswers { get; } = new(clock, random, time);

    /// <summary>The schema of the table as it was last known.</summary>
    public SchemaMemory Schema { get; } = new();

    public CachedQuery<PinnedStream, IReadOnlySet<string>?> Shards { get; } = new(clock, random, time);

    public CachedQuery<CheckpointAddress, CheckpointTable?> Table { get; } = new(clock, random, time);

    /// <summary>The deletion of the table: its answer says that nothing of it is left to do.</summary>
    public CachedQuery<CheckpointAddress, CheckpointTable?> TableDeletion { get; } = new(clock, random, time);

    /// <summary>Giving the table to another stream.</summary>
    public CachedQuery<PinnedStream, bool> Switch { get; } = new(clock, random, time);

    public CachedQuery<CheckpointAddress, LeaseReport?> Leases { get; } = new(clock, random, time);

    public CachedQuery<BucketAddress, BucketInspection> Bucket { get; } = new(clock, random, time);

    public CachedQuery<string, ImageInspection> Image { get; } = new(clock, random, time);

    /// <summary>Whether the pods were stopped so that the table can pass to another stream.</summary>
    public bool IsSwitching { get; set; }

    /// <summary>The settings of the pods as last built.</summary>
    public KnownSettings Settings { get; } = new();

    /// <summary>What was seen when all objects of the stream were as they should be.</summary>
    public IReadOnlyList<object?> LastAppliedInputs { get; set; } = [];

    /// <summary>What the choice of the number of pods looks back on.</summary>
    public ScalingHistory Scaling { get; set; } = ScalingHistory.Empty;

    /// <summary>Why the number of pods was last chosen again; null when it stays.</summary>
    public string? ReportedScaling { get; set; }

    /// <summary>The last warning about point-in-time recovery; null when there is none.</summary>
    public RecoveryGap? ReportedRecoveryGap { get; set; }

    /// <summary>The status that was written last, the one that was seen in its place, and the resourceVersion that was seen then.</summary>
    public (KeyspacesCdcStreamStatus Status, KeyspacesCdcStreamStatus? Seen, string? SeenVersion)? Written { get; set; }

    /// <summary>When a status was written last.</summary>
    public long? WrittenAt { get; set; }

    /// <summary>Warnings that had their event.</summary>
    public HashSet<string> ReportedWarnings { get; } = new(StringComparer.Ordinal);

    /// <summary>When the deletion was first seen.</summary>
    public long? DeletionSeenAt { get; set; }

    /// <summary>When the deletion came to the table: after the pods.</summary>
    public long? TableDeletionBeganAt { get; set; }

    /// <summary>Whether the pods' end is waited for no more.</summary>
    public bool IsPatienceWithPodsOver { get; set; }

    /// <summary>Time of this memory's own monotonic clock.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_began);

    /// <summary>How long the present spec has been known.</summary>
    public TimeSpan SinceGeneration => clock.GetElapsedTime(_generationSeenAt);

    public TimeSpan SinceBeginning(long timestamp) => clock.GetElapsedTime(_began, timestamp);

    /// <summary>What came back of one of the stream's objects after it was applied.</summary>
    public ReturningDrift DriftOf(string kind, string name)
    {
        if (!_drifts.TryGetValue($"{kind}/{name}", out var drift))
        {
            _drifts[$"{kind}/{name}"] = drift = new ReturningDrift(clock);
        }

        return drift;
    }

    /// <summary>A changed spec is a reason to ask again what was refused.</summary>
    public void SeeGeneration(long? generation)
    {
        if (generation == _generation)
        {
            return;
        }

        (_generation, _generationSeenAt) = (generation, clock.GetTimestamp());
        Latest.ResetBackoff();
        Pinned.ResetBackoff();
        Columns.Invalidate();
        SchemaAnswers.ResetBackoff();
        Shards.ResetBackoff();
        Table.ResetBackoff();
        Switch.ResetBackoff();
        Leases.Invalidate();
        Bucket.ResetBackoff();
        Image.ResetBackoff();
    }
}
