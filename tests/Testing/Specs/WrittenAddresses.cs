namespace KeyspacesStreamer.Testing.Specs;

/// <summary>Buckets and tables that people write as an ARN or an address, with what the settings and the resource's definition answer.</summary>
public static class WrittenAddresses
{
    private const string NoBucket = "write the name of the bucket alone, such as keyspaces-data, without an ARN or an address.";
    private const string Bucket = "write the name of the bucket alone: bucket: keyspaces-data.";
    private const string BucketAndPrefix = "write the name of the bucket alone: bucket: keyspaces-data, and prefix: raw/ beside it.";

    /// <summary>What stands in <c>destination.bucket</c>, and the answer.</summary>
    public static IReadOnlyList<(string Written, string Answer)> Buckets { get; } =
    [
        ("arn:aws:s3:::keyspaces-data", Bucket),
        ("arn:aws-cn:s3:::keyspaces-data/", Bucket),
        ("arn:aws:s3:::keyspaces-data/*", Bucket),
        ("arn:aws:s3:::keyspaces-data/raw/*", BucketAndPrefix),
        ("s3://keyspaces-data", Bucket),
        ("s3://keyspaces-data/raw/2026", "write the name of the bucket alone: bucket: keyspaces-data, and prefix: raw/2026 beside it."),
        ("s3a://keyspaces-data/raw/", BucketAndPrefix),
        ("https://keyspaces-data.s3.eu-west-1.amazonaws.com/", Bucket),
        ("https://keyspaces-data.s3.amazonaws.com/raw/", BucketAndPrefix),
        ("http://keyspaces.data.s3-eu-west-1.amazonaws.com", "write the name of the bucket alone: bucket: keyspaces.data."),
        ("https://s3.eu-west-1.amazonaws.com/keyspaces-data/raw/", BucketAndPrefix),
        ("https://s3-eu-west-1.amazonaws.com/keyspaces-data", Bucket),
        ("arn:aws:s3:eu-west-1:123456789012:accesspoint/raw", NoBucket),
        ("https://example.com/keyspaces-data", NoBucket),
        ("s3://", NoBucket),
    ];

    /// <summary>What stands in <c>checkpoint.table</c>, and the answer.</summary>
    public static IReadOnlyList<(string Written, string Answer)> Tables { get; } =
    [
        ("arn:aws:dynamodb:eu-west-1:123456789012:table/leases", "write the name of the table alone: table: leases."),
        ("arn:aws:dynamodb:eu-west-1:123456789012:leases", "write the name of the table alone, without an ARN."),
    ];
}
