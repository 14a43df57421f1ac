namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>What each CQL type is in typed formats: the one table, for all formats and shapes.</summary>
public static class TypeMapping
{
    private static readonly FieldType Duration = FieldType.Struct(
        new Field("months", FieldType.Of(FieldKind.Int32), IsRequired: true),
        new Field("days", FieldType.Of(FieldKind.Int32), IsRequired: true),
        new Field("nanoseconds", FieldType.Of(FieldKind.Int64), IsRequired: true));

    /// <param name="type">Type of a column, or of a part of it.</param>
    /// <param name="options">How the column's values are written; null for the defaults.</param>
    public static FieldType Of(CqlType type, ColumnOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            CqlKind.Ascii or CqlKind.Text or CqlKind.Inet => FieldType.Of(FieldKind.String),
            CqlKind.Uuid or CqlKind.Timeuuid => FieldType.Of(options?.As == ColumnForm.Uuid ? FieldKind.Uuid : FieldKind.String),
            CqlKind.Tinyint or CqlKind.Smallint or CqlKind.Int => FieldType.Of(FieldKind.Int32),
            CqlKind.Bigint or CqlKind.Counter => FieldType.Of(FieldKind.Int64),
            CqlKind.Float => FieldType.Of(FieldKind.Float),
            CqlKind.Double => FieldType.Of(FieldKind.Double),
            CqlKind.Boolean => FieldType.Of(FieldKind.Boolean),
            CqlKind.Blob => FieldType.Of(FieldKind.Bytes),
            // Numbers of Keyspaces have 38 digits at most: https://docs.aws.amazon.com/keyspaces/latest/devguide/calculating-row-size.html
            CqlKind.Varint => options?.As == ColumnForm.String ? FieldType.Of(FieldKind.String) : FieldType.Decimal(DecimalDigits.MaxPrecision, 0),
            CqlKind.Decimal => options?.Decimal is { } digits ? FieldType.Decimal(digits.Precision, digits.Scale) : FieldType.Of(FieldKind.String),
            CqlKind.Date => FieldType.Of(FieldKind.Date),
            CqlKind.Timestamp => FieldType.Of(FieldKind.Timestamp),
            CqlKind.Time => FieldType.Of(FieldKind.Time),
            CqlKind.Duration => Duration,
            CqlKind.List or CqlKind.Set => FieldType.List(Of(type.Parts[0], options)),
            CqlKind.Map => FieldType.Map(Of(type.Parts[0], options), Of(type.Parts[1], options)),
            CqlKind.Tuple => FieldType.Struct([.. type.Parts.Select((part, index) => new Field($"field{index}", Of(part, options)))]),
            CqlKind.UserDefined => FieldType.Struct([.. type.Parts.Select((part, index) => new Field(type.FieldNames[index], Of(part, options)))]),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, "A known type expected."),
        };
    }

    /// <summary>Whether options say something about the values of a type, somewhere in it.</summary>
    public static bool Takes(CqlType type, ColumnOptions options)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(options);
        return (options.Decimal is null || Holds(type, CqlKind.Decimal))
            && options.As switch
            {
                null => true,
                ColumnForm.String => Holds(type, CqlKind.Varint),
                ColumnForm.Uuid => Holds(type, CqlKind.Uuid) || Holds(type, CqlKind.Timeuuid),
                _ => throw new ArgumentOutOfRangeException(nameof(options), options.As, "A known form expected."),
            };
    }

    private static bool Holds(CqlType type, CqlKind kind) => type.Kind == kind || type.Parts.Any(part => Holds(part, kind));
}
