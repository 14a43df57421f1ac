namespace KeyspacesStreamer.StreamsEmulator.Tables.Forms;

/// <summary>How a duration is written on the wire.</summary>
internal enum DurationForm
{
    /// <summary>1y2mo3d4h5m6s7ms8us9ns.</summary>
    Text,

    /// <summary>P1Y2M3DT4H5M6.007008009S.</summary>
    Iso,

    /// <summary>Months, days and nanoseconds: 14,3,14706007008009.</summary>
    Numbers,
}
