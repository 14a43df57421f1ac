namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The 26 types of a Keyspaces cell, by the name of their member in the value.</summary>
internal static class CellType
{
    // https://docs.aws.amazon.com/keyspaces/latest/StreamsAPIReference/API_KeyspacesCellValue.html
    public static CellShape ShapeOf(ReadOnlySpan<byte> name) =>
        Structured(name) is var shape and not CellShape.Unknown ? shape : IsText(name) ? CellShape.Text : CellShape.Unknown;

    /// <summary>The shape of a type that is not written as a JSON string; <see cref="CellShape.Unknown"/> for all others.</summary>
    public static CellShape Structured(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 when name.SequenceEqual("setT"u8) => CellShape.Cells,
        4 when name.SequenceEqual("mapT"u8) => CellShape.MapEntries,
        4 when name.SequenceEqual("udtT"u8) => CellShape.Fields,
        5 when name.SequenceEqual("boolT"u8) => CellShape.Boolean,
        5 when name.SequenceEqual("listT"u8) => CellShape.Cells,
        6 when name.SequenceEqual("tupleT"u8) => CellShape.Cells,
        _ => CellShape.Unknown,
    };

    private static bool IsText(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 => name.SequenceEqual("intT"u8),
        5 => name.SequenceEqual("textT"u8) || name.SequenceEqual("uuidT"u8) || name.SequenceEqual("blobT"u8)
            || name.SequenceEqual("dateT"u8) || name.SequenceEqual("timeT"u8) || name.SequenceEqual("inetT"u8),
        6 => name.SequenceEqual("asciiT"u8) || name.SequenceEqual("floatT"u8),
        7 => name.SequenceEqual("bigintT"u8) || name.SequenceEqual("doubleT"u8) || name.SequenceEqual("varintT"u8),
        8 => name.SequenceEqual("counterT"u8) || name.SequenceEqual("decimalT"u8) || name.SequenceEqual("tinyintT"u8)
            || name.SequenceEqual("varcharT"u8),
        9 => name.SequenceEqual("durationT"u8) || name.SequenceEqual("smallintT"u8) || name.SequenceEqual("timeuuidT"u8),
        10 => name.SequenceEqual("timestampT"u8),
        _ => false,
    };
}
