using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Buckets;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Where a stream's table, leases and objects are.</summary>
internal sealed record StreamAddresses
{
    public required StreamAddress Source { get; init; }

    public required CheckpointAddress Checkpoint { get; init; }

    public required BucketAddress Bucket { get; init; }

    /// <exception cref="InvalidSpecException">An endpoint is no address.</exception>
    public static StreamAddresses Of(KeyspacesCdcStreamSpec spec, string defaultRegion)
    {
        var region = spec.Source.Region ?? defaultRegion;
        return new StreamAddresses
        {
            Source = new StreamAddress { Region = region, Endpoint = spec.Source.ParseEndpoint(), Keyspace = spec.Source.Keyspace, Table = spec.Source.Table },
            Checkpoint = new CheckpointAddress { Region = spec.Checkpoint.Region ?? region, Endpoint = spec.Checkpoint.ParseEndpoint(), Table = spec.CheckpointTable() },
            Bucket = new BucketAddress
            {
                Bucket = spec.Destination.Bucket,
                Region = spec.Destination.Region ?? region,
                Endpoint = spec.Destination.ParseEndpoint(),
                ExpectedOwner = spec.Destination.ExpectedBucketOwner,
            },
        };
    }
}
