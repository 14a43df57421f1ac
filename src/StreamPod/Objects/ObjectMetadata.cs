namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Names of the user metadata that every object carries.</summary>
internal static class ObjectMetadata
{
    public const string StreamLabel = "stream-label";
    public const string ShardId = "shard-id";

    /// <summary>Last number of the shard's previous group that wrote anything, or the checkpoint word the shard began with.</summary>
    public const string PreviousSequenceNumber = "previous-sequence-number";
    public const string FirstSequenceNumber = "first-sequence-number";
    public const string LastSequenceNumber = "last-sequence-number";
    public const string GroupLastSequenceNumber = "group-last-sequence-number";

    /// <summary><c>i/n</c>, counted from 1.</summary>
    public const string Part = "part";
    public const string RecordCount = "record-count";

    /// <summary>SHA-256 of the stored bytes, lower-case hex.</summary>
    public const string Sha256 = "sha256";

    /// <summary>Format, record shape and compression, for example <c>JsonLines/Native/None</c>.</summary>
    public const string Format = "format";
    public const string SettingsHash = "settings-hash";

    /// <summary>Fingerprint of the table's schema that the rows were made by: the name of a document under <c>_schema/</c>. Absent in objects of the shape Native.</summary>
    public const string SchemaHash = "schema-hash";

    /// <summary>What cut the group into objects, as <see cref="Groups.CutMeasure"/> spells it. Absent where the encoded bytes give the same objects.</summary>
    public const string CutBy = "cut-by";

    /// <summary>Which encoder made the bytes: the same version makes the same bytes of the same records. Absent in objects of the first one.</summary>
    public const string EncoderVersion = "encoder-version";

    public const string FirstEncoderVersion = "1";
}
