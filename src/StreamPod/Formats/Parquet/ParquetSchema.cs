using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;
using ParquetSharp;
using ParquetSharp.Schema;

namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>The schema of rows as Parquet's: lists and maps in three levels, each field with its number.</summary>
internal static class ParquetSchema
{
    public static GroupNode Of(RowSchema schema)
    {
        var numbers = ParquetFieldIds.Of(schema);
        return new GroupNode("schema", Repetition.Required, [.. schema.Row.Children.Select(field => NodeOf(field, numbers))]);
    }

    private static Node NodeOf(RowField field, int[] numbers)
    {
        var repetition = field.Field.IsRequired ? Repetition.Required : Repetition.Optional;
        var number = numbers[field.Ordinal];
        switch (field.Type.Kind)
        {
            case FieldKind.Struct:
                return new GroupNode(field.Name, repetition, ChildrenOf(field, numbers), null, number);
            case FieldKind.List:
                using (var list = LogicalType.List())
                {
                    return new GroupNode(field.Name, repetition, [new GroupNode("list", Repetition.Repeated, ChildrenOf(field, numbers))], list, number);
                }

            case FieldKind.Map:
                using (var map = LogicalType.Map())
                {
                    return new GroupNode(field.Name, repetition, [new GroupNode("key_value", Repetition.Repeated, ChildrenOf(field, numbers))], map, number);
                }

            default:
                var (logical, physical, length) = TypeOf(field.Type);
                using (logical)
                {
                    return new PrimitiveNode(field.Name, repetition, logical, physical, length, number);
                }
        }
    }

    private static Node[] ChildrenOf(RowField field, int[] numbers) => [.. field.Children.Select(child => NodeOf(child, numbers))];

    private static (LogicalType Logical, PhysicalType Physical, int Length) TypeOf(FieldType type) => type.Kind switch
    {
        FieldKind.Boolean => (LogicalType.None(), PhysicalType.Boolean, -1),
        FieldKind.Int32 => (LogicalType.Int(32, isSigned: true), PhysicalType.Int32, -1),
        FieldKind.Int64 => (LogicalType.Int(64, isSigned: true), PhysicalType.Int64, -1),
        FieldKind.Float => (LogicalType.None(), PhysicalType.Float, -1),
        FieldKind.Double => (LogicalType.None(), PhysicalType.Double, -1),
        FieldKind.String => (LogicalType.String(), PhysicalType.ByteArray, -1),
        FieldKind.Bytes => (LogicalType.None(), PhysicalType.ByteArray, -1),
        FieldKind.Uuid => (LogicalType.Uuid(), PhysicalType.FixedLenByteArray, ParquetDecimal.UuidBytes),
        FieldKind.Date => (LogicalType.Date(), PhysicalType.Int32, -1),
        FieldKind.Timestamp => (LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Millis), PhysicalType.Int64, -1),
        FieldKind.Time => (LogicalType.Time(isAdjustedToUtc: false, TimeUnit.Nanos), PhysicalType.Int64, -1),
        FieldKind.Decimal => ParquetDecimal.FormOf(type.Precision) switch
        {
            DecimalForm.Int32 => (LogicalType.Decimal(type.Precision, type.Scale), PhysicalType.Int32, -1),
            DecimalForm.Int64 => (LogicalType.Decimal(type.Precision, type.Scale), PhysicalType.Int64, -1),
            DecimalForm.Fixed => (LogicalType.Decimal(type.Precision, type.Scale), PhysicalType.FixedLenByteArray, ParquetDecimal.BytesOf(type.Precision)),
            var form => throw new InvalidOperationException($"No decimal is written as {form}."),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, "A kind of field with values of its own expected."),
    };
}
