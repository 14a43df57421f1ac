namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>How decimals of a precision stand in the file: https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#decimal</summary>
internal static class ParquetDecimal
{
    public const int UuidBytes = 16;

    private const int DigitsOfInt32 = 9;
    private const int DigitsOfInt64 = 18;

    public static DecimalForm FormOf(int precision) => precision switch
    {
        <= DigitsOfInt32 => DecimalForm.Int32,
        <= DigitsOfInt64 => DecimalForm.Int64,
        _ => DecimalForm.Fixed,
    };

    /// <summary>Bytes that hold every number of so many digits, and its sign.</summary>
    public static int BytesOf(int precision)
    {
        var most = Int128.One;
        for (var digit = 0; digit < precision; digit++)
        {
            most *= 10;
        }

        return ((int)Int128.Log2(most - 1) + 2 + 7) / 8;
    }
}
