namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Ranges and patterns of the settings, in one place for the document reader and the resource's schema.</summary>
public static class SettingsLimits
{
    /// <summary>Keyspace and table names.</summary>
    public const string CassandraNamePattern = "^[a-zA-Z0-9][a-zA-Z0-9_]{0,47}$";

    /// <summary>AWS region names, those of the GovCloud, China and European sovereign partitions included.</summary>
    public const string RegionPattern = "^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$";

    /// <summary>Bucket names: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html</summary>
    public const string BucketPattern = "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$";

    /// <summary>Names of DynamoDB tables.</summary>
    public const string CheckpointTablePattern = "^[a-zA-Z0-9_.-]{3,255}$";

    /// <summary>AWS account ids.</summary>
    public const string AccountPattern = "^[0-9]{12}$";

    /// <summary>Stream ARNs of Amazon Keyspaces.</summary>
    public const string StreamArnPattern = "^arn:aws[a-z-]*:cassandra:[a-z0-9-]+:[0-9]{12}:/keyspace/[a-zA-Z0-9_]+/table/[a-zA-Z0-9_]+/stream/[a-zA-Z0-9:._-]+$";

    /// <summary>Characters of a stream's ARN.</summary>
    public const int MaxStreamArnLength = 512;

    /// <summary>Addresses of services: a name or a number of a host, a port, a path; no user, no query.</summary>
    public const string EndpointPattern =
        "^https?://([a-zA-Z0-9_]([a-zA-Z0-9_-]*[a-zA-Z0-9_])?([.][a-zA-Z0-9_]([a-zA-Z0-9_-]*[a-zA-Z0-9_])?)*|\\[[0-9a-fA-F:.]{2,45}\\])"
        + "(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(/[a-zA-Z0-9._~%/-]*)?$";

    /// <summary>Characters of an address.</summary>
    public const int MaxEndpointLength = 512;

    /// <summary>Ids, aliases and ARNs of AWS KMS keys: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id</summary>
    public const string KmsKeyPattern =
        "^(arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(key/[a-zA-Z0-9-]+|alias/[a-zA-Z0-9/_-]+)|alias/[a-zA-Z0-9/_-]+|(mrk-)?[a-f0-9-]{32,36})$";

    /// <summary>Characters of a key's id, alias or ARN.</summary>
    public const int MaxKmsKeyLength = 2048;

    /// <summary>Characters of a region's name.</summary>
    public const int MaxRegionLength = 32;

    /// <summary>Characters of a storage class.</summary>
    public const int MaxStorageClassLength = 64;

    /// <summary>Characters of a duration or a size.</summary>
    public const int MaxQuantityLength = 16;

    /// <summary>Kubernetes object names (RFC 1123 subdomain).</summary>
    public const string ResourceNamePattern = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /// <summary>Ids of installations: uids of Kubernetes, and names that people give.</summary>
    public const string InstallationPattern = "^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,61}[a-zA-Z0-9])?$";

    /// <summary>S3 storage classes.</summary>
    public const string StorageClassPattern = "^[A-Z][A-Z0-9_]*$";

    /// <summary>Fewest records of an object.</summary>
    public const int MinRecords = 1;

    /// <summary>Most records of an object.</summary>
    public const int MaxRecords = 1_000_000;

    /// <summary>Smallest limit of an object's bytes: 1 KiB.</summary>
    public const long MinObjectBytes = 1024;

    /// <summary>Largest limit of an object's bytes: 1 GiB.</summary>
    public const long MaxObjectBytes = 1L << 30;

    /// <summary>Shortest age of a group: 1 s.</summary>
    public static readonly TimeSpan MinAge = TimeSpan.FromSeconds(1);

    /// <summary>Longest age of a group: 15 min.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(15);

    /// <summary>Smallest memory budget: 16 MiB.</summary>
    public const long MinMemoryBudgetBytes = 16L << 20;

    /// <summary>Largest memory budget: 64 GiB.</summary>
    public const long MaxMemoryBudgetBytes = 64L << 30;

    /// <summary>Object tags S3 accepts: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html</summary>
    public const int MaxTags = 10;

    /// <summary>Columns with options.</summary>
    public const int MaxColumns = 1000;

    /// <summary>Characters of a tag's key.</summary>
    public const int MaxTagKeyLength = 128;

    /// <summary>Characters of a tag's value.</summary>
    public const int MaxTagValueLength = 256;

    /// <summary>UTF-8 bytes of a key prefix; a key has 1,024 at most.</summary>
    public const int MaxPrefixBytes = 512;

    /// <summary>UTF-8 bytes of a key template.</summary>
    public const int MaxKeyTemplateBytes = 512;

    /// <summary>Heartbeats that a worker must be able to miss before it counts as dead.</summary>
    public const int HeartbeatsBeforeTimeout = 3;
}
