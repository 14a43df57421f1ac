namespace KeyspacesStreamer.StreamsEmulator.Tables.Forms;

/// <summary>How a date is written on the wire.</summary>
internal enum DateForm
{
    /// <summary>2026-01-02.</summary>
    Iso,

    /// <summary>Days since 1970-01-01.</summary>
    Days,

    /// <summary>Cassandra's own number: 2^31 is 1970-01-01.</summary>
    Unsigned,
}
