namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>What a value is in a typed format, whatever the format calls it.</summary>
public enum FieldKind
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>32 bits, signed.</summary>
    Int32,

    /// <summary>64 bits, signed.</summary>
    Int64,

    /// <summary>32 bits of IEEE 754, not-a-number and infinities included.</summary>
    Float,

    /// <summary>64 bits of IEEE 754, not-a-number and infinities included.</summary>
    Double,

    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>The 16 bytes of a UUID in the order of its text.</summary>
    Uuid,

    /// <summary>A decimal number of a fixed precision and scale.</summary>
    Decimal,

    /// <summary>Days since 1970-01-01.</summary>
    Date,

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z.</summary>
    Timestamp,

    /// <summary>Nanoseconds since midnight.</summary>
    Time,

    /// <summary>Values in an order.</summary>
    List,

    /// <summary>Values by keys.</summary>
    Map,

    /// <summary>Values by names.</summary>
    Struct,
}
