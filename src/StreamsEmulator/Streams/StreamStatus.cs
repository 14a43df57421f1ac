namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>The life of a stream, in the words of the service.</summary>
internal enum StreamStatus
{
    Enabling,
    Enabled,
    Disabling,
    Disabled,
}
