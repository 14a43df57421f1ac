namespace KeyspacesStreamer.StreamsEmulator.Tables.Forms;

/// <summary>How a float or a double is written on the wire.</summary>
internal enum FloatForm
{
    /// <summary>1.0, 1.0E10, NaN, Infinity.</summary>
    Java,

    /// <summary>1, 1e+10, nan, inf.</summary>
    C,
}
