using Amazon.Runtime;

namespace Amazon.KeyspacesStreams;

/// <summary>Which images of a row a stream carries.</summary>
public class StreamViewType : ConstantClass
{
    /// <summary>The key columns only.</summary>
    public static readonly StreamViewType KEYS_ONLY = new("KEYS_ONLY");

    /// <summary>The row before and after the change.</summary>
    public static readonly StreamViewType NEW_AND_OLD_IMAGES = new("NEW_AND_OLD_IMAGES");

    /// <summary>The row after the change.</summary>
    public static readonly StreamViewType NEW_IMAGE = new("NEW_IMAGE");

    /// <summary>The row before the change.</summary>
    public static readonly StreamViewType OLD_IMAGE = new("OLD_IMAGE");

    /// <summary>A value by its name on the wire; names that this list lacks are kept as they are.</summary>
    /// <param name="value">The name on the wire, in its exact case.</param>
    public StreamViewType(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of this name, or a new one when the service has learnt a name since.</summary>
    /// <param name="value">The name on the wire, in any case.</param>
    public static StreamViewType FindValue(string value) => FindValue<StreamViewType>(value);

    /// <summary>Lets plain text be given where a value is asked for.</summary>
    /// <param name="value">The name on the wire.</param>
    public static implicit operator StreamViewType(string value) => FindValue(value);
}
