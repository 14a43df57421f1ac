namespace KeyspacesStreamer.Operator.Aws.Streams;

/// <summary>State of a change stream, in the words of the service.</summary>
internal enum StreamState
{
    /// <summary>CDC was just turned on; shards may not be there yet.</summary>
    Enabling,

    /// <summary>Changes are recorded.</summary>
    Enabled,

    /// <summary>CDC is being turned off.</summary>
    Disabling,

    /// <summary>CDC is off; what was recorded can be read for 24 hours.</summary>
    Disabled,
}
