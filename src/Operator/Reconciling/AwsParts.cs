using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>What a reconcile asks of AWS.</summary>
internal sealed record AwsParts
{
    public required IStreamCatalog Streams { get; init; }

    public required ICheckpointTables Tables { get; init; }

    public required IBuckets Buckets { get; init; }

    public required IImages Images { get; init; }
}
