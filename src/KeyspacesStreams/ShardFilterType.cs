using Amazon.Runtime;

namespace Amazon.KeyspacesStreams;

/// <summary>The kinds of shard filters.</summary>
public class ShardFilterType : ConstantClass
{
    /// <summary>The shards that came from the given one.</summary>
    public static readonly ShardFilterType CHILD_SHARDS = new("CHILD_SHARDS");

    /// <summary>A value by its name on the wire; names that this list lacks are kept as they are.</summary>
    /// <param name="value">The name on the wire, in its exact case.</param>
    public ShardFilterType(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of this name, or a new one when the service has learnt a name since.</summary>
    /// <param name="value">The name on the wire, in any case.</param>
    public static ShardFilterType FindValue(string value) => FindValue<ShardFilterType>(value);

    /// <summary>Lets plain text be given where a value is asked for.</summary>
    /// <param name="value">The name on the wire.</param>
    public static implicit operator ShardFilterType(string value) => FindValue(value);
}
