namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>The <c>stream#</c> item: which stream and which resource a lease table belongs to.</summary>
internal sealed record TableOwner
{
    public required string StreamArn { get; init; }

    /// <summary><c>namespace/name</c> of the resource.</summary>
    public required string Resource { get; init; }

    /// <summary>Whether the first listing of shards has been turned into leases completely; later shards begin at TRIM_HORIZON.</summary>
    public bool IsSeeded { get; init; }
}
