using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Where the objects go and how they are named, encoded and cut.</summary>
public sealed record DestinationSettings
{
    /// <summary>S3 bucket; with a <c>file:</c> endpoint the name of a folder below it. Required.</summary>
    public required string Bucket { get; init; }

    /// <summary>Region of the bucket. Default: the region of the source.</summary>
    public string? Region { get; init; }

    /// <summary>Put before every key, without a leading slash; a trailing slash is the user's own choice. Default empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Template of an object's key. Default <c>{keyspace}/{table}/{yyyy}-{MM}-{dd}/{sequenceNumber}.json</c>.</summary>
    public string KeyTemplate { get; init; } = "{keyspace}/{table}/{yyyy}-{MM}-{dd}/{sequenceNumber}.json";

    /// <summary>File format of an object. Default <see cref="ObjectFormat.JsonLines"/>.</summary>
    public ObjectFormat Format { get; init; } = ObjectFormat.JsonLines;

    /// <summary>Shape of a record inside the object. Default <see cref="RecordShape.Native"/>.</summary>
    public RecordShape Record { get; init; } = RecordShape.Native;

    /// <summary>Whether the trailing <c>metadata</c> member is written into each record. Default true.</summary>
    public bool RecordMetadata { get; init; } = true;

    /// <summary>What the shape Flat holds besides columns and what happened. Default nothing. Only with <see cref="RecordShape.Flat"/>.</summary>
    public FlatSettings? Flat { get; init; }

    /// <summary>How the values of single columns are written, by the column's name. Default: as their types say. Only with Flat and Debezium.</summary>
    public IReadOnlyDictionary<string, ColumnOptions>? Columns { get; init; }

    /// <summary>Compression of an object. Default <see cref="ObjectCompression.None"/> for JSON Lines, <see cref="ObjectCompression.Zstd"/> for Avro and Parquet.</summary>
    public ObjectCompression Compression { get; init; } = ObjectCompression.None;

    /// <summary>When an object and a group of objects are full.</summary>
    public RotationSettings Rotation { get; init; } = new();

    /// <summary>Server-side encryption; without it the bucket's own default applies.</summary>
    public EncryptionSettings? Encryption { get; init; }

    /// <summary>S3 storage class, for example <c>STANDARD_IA</c>. Default: the service's (STANDARD).</summary>
    public string? StorageClass { get; init; }

    /// <summary>Object tags, 10 at most (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html).</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Account id that must own the bucket; every request is refused by S3 otherwise.</summary>
    public string? ExpectedBucketOwner { get; init; }

    /// <summary>Overrides the S3 endpoint; <c>file:///folder</c> keeps objects in a local folder.</summary>
    public Uri? Endpoint { get; init; }
}
