using KeyspacesStreamer.Operator.Aws.Buckets;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Images;
using KeyspacesStreamer.Operator.Aws.Streams;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>What a reconcile asks of AWS.</summary>
internal sealed record AwsParts
{
    public required IStreamCatalog Streams { get; init; }

    public required ICheckpointTables Tables { get; init; }

    public required IBucketInspector Buckets { get; init; }

    public required IImageInspector Images { get; init; }
}
