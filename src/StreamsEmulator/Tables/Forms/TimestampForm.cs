namespace KeyspacesStreamer.StreamsEmulator.Tables.Forms;

/// <summary>How a timestamp is written on the wire.</summary>
internal enum TimestampForm
{
    /// <summary>Milliseconds since 1970.</summary>
    Millis,

    /// <summary>2026-01-02T03:04:05.678Z.</summary>
    Iso,

    /// <summary>2026-01-02 03:04:05.678+0000.</summary>
    Cqlsh,
}
