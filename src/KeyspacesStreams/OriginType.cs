using Amazon.Runtime;

namespace Amazon.KeyspacesStreams;

/// <summary>Who made a change.</summary>
public class OriginType : ConstantClass
{
    /// <summary>Replication from another region.</summary>
    public static readonly OriginType REPLICATION = new("REPLICATION");

    /// <summary>The row or a cell expired.</summary>
    public static readonly OriginType TTL = new("TTL");

    /// <summary>A statement of a user.</summary>
    public static readonly OriginType USER = new("USER");

    /// <summary>A value by its name on the wire; names that this list lacks are kept as they are.</summary>
    /// <param name="value">The name on the wire, in its exact case.</param>
    public OriginType(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of this name, or a new one when the service has learnt a name since.</summary>
    /// <param name="value">The name on the wire, in any case.</param>
    public static OriginType FindValue(string value) => FindValue<OriginType>(value);

    /// <summary>Lets plain text be given where a value is asked for.</summary>
    /// <param name="value">The name on the wire.</param>
    public static implicit operator OriginType(string value) => FindValue(value);
}
