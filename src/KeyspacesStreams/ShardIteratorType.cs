using Amazon.Runtime;

namespace Amazon.KeyspacesStreams;

/// <summary>Where in a shard reading begins.</summary>
public class ShardIteratorType : ConstantClass
{
    /// <summary>Right after the record of the given number.</summary>
    public static readonly ShardIteratorType AFTER_SEQUENCE_NUMBER = new("AFTER_SEQUENCE_NUMBER");

    /// <summary>At the record of the given number.</summary>
    public static readonly ShardIteratorType AT_SEQUENCE_NUMBER = new("AT_SEQUENCE_NUMBER");

    /// <summary>After the newest record: only what is written from now on.</summary>
    public static readonly ShardIteratorType LATEST = new("LATEST");

    /// <summary>At the oldest record that is still kept, up to 24 hours back.</summary>
    public static readonly ShardIteratorType TRIM_HORIZON = new("TRIM_HORIZON");

    /// <summary>A value by its name on the wire; names that this list lacks are kept as they are.</summary>
    /// <param name="value">The name on the wire, in its exact case.</param>
    public ShardIteratorType(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of this name, or a new one when the service has learnt a name since.</summary>
    /// <param name="value">The name on the wire, in any case.</param>
    public static ShardIteratorType FindValue(string value) => FindValue<ShardIteratorType>(value);

    /// <summary>Lets plain text be given where a value is asked for.</summary>
    /// <param name="value">The name on the wire.</param>
    public static implicit operator ShardIteratorType(string value) => FindValue(value);
}
