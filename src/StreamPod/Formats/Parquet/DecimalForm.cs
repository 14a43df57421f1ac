namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>What the numbers of a decimal column are in the file.</summary>
internal enum DecimalForm
{
    Int32,
    Int64,

    /// <summary>Two's complement, the highest byte first, of as few bytes as hold the precision.</summary>
    Fixed,
}
