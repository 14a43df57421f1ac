namespace KeyspacesStreamer.Contracts.Leases;

/// <summary>The <c>stream#</c> item: whose a lease table is. All that reads or writes the item goes by <see cref="Of"/> and <see cref="Texts"/>.</summary>
public sealed record TableOwner
{
    /// <summary>The stream whose shards have leases in the table.</summary>
    public required string StreamArn { get; init; }

    /// <summary><c>namespace/name</c> of the resource.</summary>
    public required string Resource { get; init; }

    /// <summary>Installation of the resource: the same names exist in other clusters. Null in an item of a version that wrote none, and for a pod that was told none.</summary>
    public string? Installation { get; init; }

    /// <summary>Bucket in which the objects before the checkpoints lie. Null in an item of a version that wrote none.</summary>
    public string? Bucket { get; init; }

    /// <summary>Account that owns the bucket, when the settings name it.</summary>
    public string? BucketOwner { get; init; }

    /// <summary>Whether the first listing of shards has been turned into leases completely; later shards begin at TRIM_HORIZON.</summary>
    public bool IsSeeded { get; init; }

    /// <summary>Attributes of the item that are text, in the order in which they are written; null for one that is absent.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Texts =>
    [
        new(LeaseAttributes.StreamArn, StreamArn),
        new(LeaseAttributes.Resource, Resource),
        new(LeaseAttributes.Installation, Installation),
        new(LeaseAttributes.Bucket, Bucket),
        new(LeaseAttributes.BucketOwner, BucketOwner),
    ];

    /// <summary>Reads an item; attributes that this version does not know are passed over.</summary>
    /// <param name="text">The text of an attribute; null when it is absent.</param>
    /// <param name="isSeeded">The item's <see cref="LeaseAttributes.IsSeeded"/>.</param>
    /// <returns>Null when the item does not say stream and resource.</returns>
    public static TableOwner? Of(Func<string, string?> text, bool isSeeded)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text(LeaseAttributes.StreamArn) is { } arn && text(LeaseAttributes.Resource) is { } resource
            ? new TableOwner
            {
                StreamArn = arn,
                Resource = resource,
                Installation = text(LeaseAttributes.Installation),
                Bucket = text(LeaseAttributes.Bucket),
                BucketOwner = text(LeaseAttributes.BucketOwner),
                IsSeeded = isSeeded,
            }
            : null;
    }

    /// <summary>
    /// What of this item speaks against somebody who wants to work with the table, the stream aside, which may be switched. A member that the item
    /// lacks speaks against nobody; one that only the item has speaks against him, but for the owner of the bucket, whom settings need not name.
    /// </summary>
    /// <returns>Null when nothing does.</returns>
    public OwnerDifference? DifferenceFrom(TableOwner mine)
    {
        ArgumentNullException.ThrowIfNull(mine);
        return Resource != mine.Resource ? new OwnerDifference(OwnerPart.Resource, Resource, mine.Resource)
            : Installation is { } installation && installation != mine.Installation ? new OwnerDifference(OwnerPart.Installation, installation, mine.Installation)
            : Bucket is { } bucket && bucket != mine.Bucket ? new OwnerDifference(OwnerPart.Bucket, bucket, mine.Bucket)
            : BucketOwner is { } account && mine.BucketOwner is { } other && account != other ? new OwnerDifference(OwnerPart.BucketOwner, account, other)
            : null;
    }

    /// <summary>This item with the members that it lacks: how a table that an older version claimed is taken over.</summary>
    public TableOwner CompletedBy(TableOwner mine)
    {
        ArgumentNullException.ThrowIfNull(mine);
        return this with { Installation = Installation ?? mine.Installation, Bucket = Bucket ?? mine.Bucket, BucketOwner = BucketOwner ?? mine.BucketOwner };
    }
}
