namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>The data types of Amazon Keyspaces.</summary>
/// <remarks>https://docs.aws.amazon.com/keyspaces/latest/devguide/cql.elements.html#cql.data-types</remarks>
public enum CqlKind
{
    /// <summary>ASCII text.</summary>
    Ascii,

    /// <summary>64 bits, signed.</summary>
    Bigint,

    /// <summary>Bytes.</summary>
    Blob,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A counter of 64 bits.</summary>
    Counter,

    /// <summary>A day without a time.</summary>
    Date,

    /// <summary>A decimal number whose scale is that of each value.</summary>
    Decimal,

    /// <summary>64 bits of IEEE 754.</summary>
    Double,

    /// <summary>Months, days and nanoseconds.</summary>
    Duration,

    /// <summary>32 bits of IEEE 754.</summary>
    Float,

    /// <summary>An IPv4 or IPv6 address.</summary>
    Inet,

    /// <summary>32 bits, signed.</summary>
    Int,

    /// <summary>16 bits, signed.</summary>
    Smallint,

    /// <summary>UTF-8 text, also written varchar.</summary>
    Text,

    /// <summary>A time of day in nanoseconds.</summary>
    Time,

    /// <summary>A moment in milliseconds.</summary>
    Timestamp,

    /// <summary>A UUID that holds a time.</summary>
    Timeuuid,

    /// <summary>8 bits, signed.</summary>
    Tinyint,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>A whole number of at most 38 digits.</summary>
    Varint,

    /// <summary>Values in an order.</summary>
    List,

    /// <summary>Different values.</summary>
    Set,

    /// <summary>Values by keys.</summary>
    Map,

    /// <summary>A fixed number of values of different types.</summary>
    Tuple,

    /// <summary>A user-defined type: values by names.</summary>
    UserDefined,
}
