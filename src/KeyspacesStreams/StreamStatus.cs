using Amazon.Runtime;

namespace Amazon.KeyspacesStreams;

/// <summary>How far a stream is switched on.</summary>
public class StreamStatus : ConstantClass
{
    /// <summary>Off; what it holds can be read until the retention ends.</summary>
    public static readonly StreamStatus DISABLED = new("DISABLED");

    /// <summary>Being switched off.</summary>
    public static readonly StreamStatus DISABLING = new("DISABLING");

    /// <summary>On.</summary>
    public static readonly StreamStatus ENABLED = new("ENABLED");

    /// <summary>Being switched on; there may be no shards yet.</summary>
    public static readonly StreamStatus ENABLING = new("ENABLING");

    /// <summary>A value by its name on the wire; names that this list lacks are kept as they are.</summary>
    /// <param name="value">The name on the wire, in its exact case.</param>
    public StreamStatus(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of this name, or a new one when the service has learnt a name since.</summary>
    /// <param name="value">The name on the wire, in any case.</param>
    public static StreamStatus FindValue(string value) => FindValue<StreamStatus>(value);

    /// <summary>Lets plain text be given where a value is asked for.</summary>
    /// <param name="value">The name on the wire.</param>
    public static implicit operator StreamStatus(string value) => FindValue(value);
}
