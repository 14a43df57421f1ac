using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Operator.Aws.Buckets;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Reconciling.Stages;

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>What AWS says of everything that a stream names. The conditions of table, bucket and image are decided by it alone; those of stream, leases, columns and schema by later stages.</summary>
internal sealed record AwsResult : StageResult
{
    /// <summary>The change stream that the spec asks for: the pinned one or the table's latest.</summary>
    public Inspection<FoundStream> Stream { get; init; } = new();

    /// <summary>The checkpoint table.</summary>
    public Inspection<CheckpointTable> Table { get; init; } = new();

    /// <summary>The bucket.</summary>
    public Inspection<BucketInspection> Bucket { get; init; } = new();

    /// <summary>The image that pods shall run, with its digest.</summary>
    public Inspection<string> Image { get; init; } = new();

    /// <summary>The rows of the checkpoint table. A failure speaks for Ready.</summary>
    public Inspection<LeaseReport> Leases { get; init; } = new();

    /// <summary>Columns of the key template, when the table is known to have them all. One that it lacks speaks against SpecValid.</summary>
    public Inspection<IReadOnlyList<string>> Columns { get; init; } = new();

    /// <summary>The columns of the table with their types, as they are or were last known, for a stream whose shape needs them. A failure speaks against StreamResolved.</summary>
    public Inspection<TableSchema> Schema { get; init; } = new();

    public override IReadOnlyList<ConditionResult> Conditions => [.. new[] { Table.Condition, Bucket.Condition, Image.Condition }.OfType<ConditionResult>()];
}
