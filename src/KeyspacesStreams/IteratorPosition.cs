using Amazon.Runtime;

namespace Amazon.KeyspacesStreams;

/// <summary>Where an iterator stands relative to the newest record of its shard.</summary>
public class IteratorPosition : ConstantClass
{
    /// <summary>Nothing more to read at the moment.</summary>
    public static readonly IteratorPosition AT_TIP = new("AT_TIP");

    /// <summary>More records may follow at once, even after an empty page.</summary>
    public static readonly IteratorPosition BEHIND_TIP = new("BEHIND_TIP");

    /// <summary>A value by its name on the wire; names that this list lacks are kept as they are.</summary>
    /// <param name="value">The name on the wire, in its exact case.</param>
    public IteratorPosition(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of this name, or a new one when the service has learnt a name since.</summary>
    /// <param name="value">The name on the wire, in any case.</param>
    public static IteratorPosition FindValue(string value) => FindValue<IteratorPosition>(value);

    /// <summary>Lets plain text be given where a value is asked for.</summary>
    /// <param name="value">The name on the wire.</param>
    public static implicit operator IteratorPosition(string value) => FindValue(value);
}
