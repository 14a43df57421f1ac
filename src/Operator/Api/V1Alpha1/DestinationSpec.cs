using System.Text.Json.Serialization;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>Where the objects go, and how they are named, encoded and cut.</summary>
internal sealed record DestinationSpec
{
    private const string Path = "spec.destination.";

    /// <summary>The S3 bucket. Immutable.</summary>
    [JsonPropertyName("bucket")]
    public required string Bucket { get; init; }

    /// <summary>Region of the bucket; null for the source's.</summary>
    [JsonPropertyName("region")]
    public string? Region { get; init; }

    /// <summary>Put before every key as it is; null for nothing.</summary>
    [JsonPropertyName("prefix")]
    public string? Prefix { get; init; }

    /// <summary>How keys are made.</summary>
    [JsonPropertyName("keyTemplate")]
    public string KeyTemplate { get; init; } = "{keyspace}/{table}/{yyyy}-{MM}-{dd}/{sequenceNumber}.json";

    /// <summary>File format of an object; <see cref="ParseFormat"/>.</summary>
    [JsonPropertyName("format")]
    public string Format { get; init; } = nameof(ObjectFormat.JsonLines);

    /// <summary>Shape of a record inside the object; <see cref="ParseRecord"/>.</summary>
    [JsonPropertyName("record")]
    public string Record { get; init; } = nameof(RecordShape.Native);

    /// <summary>Whether each record ends with metadata.</summary>
    [JsonPropertyName("recordMetadata")]
    public bool RecordMetadata { get; init; } = true;

    /// <summary>What the shape Flat holds besides columns; null for nothing.</summary>
    [JsonPropertyName("flat")]
    public FlatSpec? Flat { get; init; }

    /// <summary>How the values of single columns are written, by name; null for as their types say.</summary>
    [JsonPropertyName("columns")]
    public IReadOnlyDictionary<string, ColumnSpec>? Columns { get; init; }

    /// <summary>Compression of an object; null for that of the format. <see cref="ParseCompression"/>.</summary>
    [JsonPropertyName("compression")]
    public string? Compression { get; init; }

    /// <summary>When an object is full, and when a group of objects is written.</summary>
    [JsonPropertyName("rotation")]
    public RotationSpec Rotation { get; init; } = new();

    /// <summary>Server-side encryption; null for the bucket's own.</summary>
    [JsonPropertyName("encryption")]
    public EncryptionSpec? Encryption { get; init; }

    /// <summary>S3 storage class; null for STANDARD.</summary>
    [JsonPropertyName("storageClass")]
    public string? StorageClass { get; init; }

    /// <summary>Tags of every object; null for none.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Account id that must own the bucket; null for any.</summary>
    [JsonPropertyName("expectedBucketOwner")]
    public string? ExpectedBucketOwner { get; init; }

    /// <summary>Address of S3; null for the service's own. <see cref="ParseEndpoint"/>.</summary>
    [JsonPropertyName("endpoint")]
    public string? Endpoint { get; init; }

    /// <exception cref="InvalidSpecException">The word is unknown to this version.</exception>
    public ObjectFormat ParseFormat() => SpecText.Choice<ObjectFormat>(Path + "format", Format);

    /// <exception cref="InvalidSpecException">The word is unknown to this version.</exception>
    public RecordShape ParseRecord() => SpecText.Choice<RecordShape>(Path + "record", Record);

    /// <exception cref="InvalidSpecException">The word is unknown to this version.</exception>
    public ObjectCompression ParseCompression() => Compression is { } word ? SpecText.Choice<ObjectCompression>(Path + "compression", word)
        : Enum.TryParse<ObjectFormat>(Format, out var format) ? FormatRules.DefaultCompressionOf(format)
        : ObjectCompression.None;

    /// <summary>Whether records are written in a shape that needs the types of the table's columns.</summary>
    public bool NeedsSchema() => Record is nameof(RecordShape.Flat) or nameof(RecordShape.Debezium);

    /// <exception cref="InvalidSpecException">It is no address.</exception>
    public Uri? ParseEndpoint() => SpecText.Endpoint(Path + "endpoint", Endpoint);
}
