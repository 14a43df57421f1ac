using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>The columns of the open row group, as a schema wants them.</summary>
internal static class ParquetColumns
{
    public static ParquetColumn[] Of(ParquetLevels levels) => [.. levels.Leaves.Select(leaf => Of(leaf, levels.Present[leaf.Ordinal], levels.Repetition[leaf.Ordinal]))];

    private static ParquetColumn Of(RowField leaf, short definition, short repetition) => leaf.Type.Kind switch
    {
        FieldKind.Boolean => new ParquetValues<bool>(definition, repetition),
        FieldKind.Int32 or FieldKind.Date => new ParquetValues<int>(definition, repetition),
        FieldKind.Int64 or FieldKind.Timestamp or FieldKind.Time => new ParquetValues<long>(definition, repetition),
        FieldKind.Float => new ParquetValues<float>(definition, repetition),
        FieldKind.Double => new ParquetValues<double>(definition, repetition),
        FieldKind.String or FieldKind.Bytes => new ParquetBytes(definition, repetition),
        FieldKind.Uuid => new ParquetBytes(definition, repetition, ParquetDecimal.UuidBytes),
        FieldKind.Decimal => ParquetDecimal.FormOf(leaf.Type.Precision) switch
        {
            DecimalForm.Int32 => new ParquetValues<int>(definition, repetition),
            DecimalForm.Int64 => new ParquetValues<long>(definition, repetition),
            DecimalForm.Fixed => new ParquetBytes(definition, repetition, ParquetDecimal.BytesOf(leaf.Type.Precision)),
            var form => throw new InvalidOperationException($"No decimal is written as {form}."),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(leaf), leaf.Type.Kind, "A kind of field with values of its own expected."),
    };
}
