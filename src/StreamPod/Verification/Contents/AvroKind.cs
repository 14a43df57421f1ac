namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>How the values of a type in Avro are encoded.</summary>
internal enum AvroKind
{
    Null,
    Boolean,

    /// <summary>An int, a long, or the position in an enum.</summary>
    Number,
    Float,
    Double,

    /// <summary>Bytes after their count.</summary>
    Bytes,

    /// <summary>UTF-8 after the count of its bytes.</summary>
    String,

    /// <summary>So many bytes as the type says.</summary>
    Fixed,
    Record,
    Array,

    /// <summary>Text and value, again and again.</summary>
    Map,
    Union,
}
