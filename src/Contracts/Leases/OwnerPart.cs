namespace KeyspacesStreamer.Contracts.Leases;

/// <summary>What of a <see cref="TableOwner"/> can speak against somebody.</summary>
public enum OwnerPart
{
    /// <summary>The resource.</summary>
    Resource,

    /// <summary>The installation of the resource.</summary>
    Installation,

    /// <summary>The bucket of the objects.</summary>
    Bucket,

    /// <summary>The account that owns the bucket.</summary>
    BucketOwner,
}
