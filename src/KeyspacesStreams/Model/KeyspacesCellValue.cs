namespace Amazon.KeyspacesStreams.Model;

/// <summary>
/// A value of one of the 26 types: exactly one member is set, and which one says the type. A type that this model
/// does not know leaves all of them null.
/// </summary>
public class KeyspacesCellValue
{
    /// <summary>An ascii value.</summary>
    public string? AsciiT { get; set; }

    /// <summary>A bigint value: a signed 64-bit integer in decimal digits.</summary>
    public string? BigintT { get; set; }

    /// <summary>A blob value, decoded from base64.</summary>
    public MemoryStream? BlobT { get; set; }

    /// <summary>A boolean value.</summary>
    public bool? BoolT { get; set; }

    /// <summary>A counter value in decimal digits.</summary>
    public string? CounterT { get; set; }

    /// <summary>A date value: either a calendar date such as 2024-01-01, or days since the epoch.</summary>
    public string? DateT { get; set; }

    /// <summary>A decimal value with all its digits.</summary>
    public string? DecimalT { get; set; }

    /// <summary>A double value as decimal text, NaN or Infinity.</summary>
    public string? DoubleT { get; set; }

    /// <summary>A duration value in months, days and nanoseconds, such as 1mo2d3ns.</summary>
    public string? DurationT { get; set; }

    /// <summary>A float value as decimal text, NaN or Infinity.</summary>
    public string? FloatT { get; set; }

    /// <summary>An inet value: an IPv4 or IPv6 address.</summary>
    public string? InetT { get; set; }

    /// <summary>An int value: a signed 32-bit integer in decimal digits.</summary>
    public string? IntT { get; set; }

    /// <summary>The elements of a list, in order; an empty list stays empty, null means another type.</summary>
    public List<KeyspacesCell>? ListT { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The entries of a map; an empty map stays empty, null means another type.</summary>
    public List<KeyspacesCellMapDefinition>? MapT { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The elements of a set; an empty set stays empty, null means another type.</summary>
    public List<KeyspacesCell>? SetT { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>A smallint value: a signed 16-bit integer in decimal digits.</summary>
    public string? SmallintT { get; set; }

    /// <summary>A text value.</summary>
    public string? TextT { get; set; }

    /// <summary>A timestamp value.</summary>
    public string? TimestampT { get; set; }

    /// <summary>A time of day, such as 12:34:56.789.</summary>
    public string? TimeT { get; set; }

    /// <summary>A timeuuid value.</summary>
    public string? TimeuuidT { get; set; }

    /// <summary>A tinyint value: a signed 8-bit integer in decimal digits.</summary>
    public string? TinyintT { get; set; }

    /// <summary>The elements of a tuple, in order; null means another type.</summary>
    public List<KeyspacesCell>? TupleT { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The fields of a user-defined type by name; null means another type.</summary>
    public Dictionary<string, KeyspacesCell>? UdtT { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>A uuid value.</summary>
    public string? UuidT { get; set; }

    /// <summary>A varchar value.</summary>
    public string? VarcharT { get; set; }

    /// <summary>A varint value: an integer of any length in decimal digits.</summary>
    public string? VarintT { get; set; }
}
