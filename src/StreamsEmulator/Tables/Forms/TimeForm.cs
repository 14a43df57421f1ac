namespace KeyspacesStreamer.StreamsEmulator.Tables.Forms;

/// <summary>How a time of day is written on the wire.</summary>
internal enum TimeForm
{
    /// <summary>03:04:05.678000000.</summary>
    Text,

    /// <summary>Nanoseconds since midnight.</summary>
    Nanos,
}
