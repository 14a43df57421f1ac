using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Formats.Parquet;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Transforms;
using KeyspacesStreamer.StreamPod.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>What all shards of one pod share: services, budget, gates and settings.</summary>
internal sealed class PodContext
{
    public required TimeProvider Clock { get; init; }

    public required Random Random { get; init; }

    public required StreamSettings Settings { get; init; }

    public required WorkerName Worker { get; init; }

    public required IStreamSource Source { get; init; }

    public required ILeaseTable Table { get; init; }

    public required IObjectStore Store { get; init; }

    public required ObjectLayout Layout { get; init; }

    public required GroupLimits Limits { get; init; }

    public required MemoryBudget Budget { get; init; }

    public required Gate ReadGate { get; init; }

    public required Gate PutGate { get; init; }

    public required PageSizes PageSizes { get; init; }

    public required Backoff Backoff { get; init; }

    public required IOperationObserver Observer { get; init; }

    public required ShardEvents Events { get; init; }

    /// <summary>Columns that the table is known to have, whatever its first rows show.</summary>
    public IReadOnlyList<string> KnownColumns { get; init; } = [];

    /// <summary>How values are written on the wire, as far as rows have met it.</summary>
    public ValueForms Forms { get; init; } = new(NullLogger.Instance);

    /// <summary>Makes the transform that a layout names, of the settings or of a pending group.</summary>
    public Func<ObjectLayout, IRecordTransform?> TransformOf { get; init; } = RecordTransforms.Of;

    /// <summary>A row group of Parquet ends with the row that reaches this. The same objects need the same, so it is no setting; runs of few records have less.</summary>
    public long RowGroupBytes { get; init; } = ParquetFormat.RowGroupBytes;

    public Retrier Retrier => field ??= new Retrier(Backoff, Observer);

    /// <summary>A pause between 0.75 and 1.25 of the given one.</summary>
    public TimeSpan Jittered(TimeSpan pause)
    {
        lock (Random)
        {
            return pause * (0.75 + (Random.NextDouble() / 2));
        }
    }
}
