using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Makes the readers of a column's values, once for all records.</summary>
internal static class ValueReaders
{
    /// <param name="type">Type of the column, or of a part of it.</param>
    /// <param name="field">Its field, of the type that <see cref="TypeMapping"/> gives it.</param>
    /// <param name="forms">Takes note of the forms met.</param>
    public static ValueReader Of(CqlType type, RowField field, ValueForms forms) => type.Kind switch
    {
        CqlKind.Ascii or CqlKind.Text => new TextValueReader(field),
        CqlKind.Tinyint => new WholeNumberReader(field, sbyte.MinValue, sbyte.MaxValue),
        CqlKind.Smallint => new WholeNumberReader(field, short.MinValue, short.MaxValue),
        CqlKind.Int => new WholeNumberReader(field, int.MinValue, int.MaxValue),
        CqlKind.Bigint or CqlKind.Counter => new WholeNumberReader(field, long.MinValue, long.MaxValue),
        CqlKind.Varint when field.Type.Kind == FieldKind.Decimal =>
            new DecimalReader(field, ValueForm.VarintExponent, forms, "varintT", "intT", "bigintT", "smallintT", "tinyintT", "counterT"),
        CqlKind.Varint => new VarintTextReader(field, forms),
        CqlKind.Decimal when field.Type.Kind == FieldKind.Decimal => new DecimalReader(field, ValueForm.DecimalExponent, forms, "decimalT"),
        CqlKind.Decimal => new DecimalTextReader(field, forms),
        CqlKind.Float or CqlKind.Double => new FloatingReader(field, forms),
        CqlKind.Boolean => new BooleanReader(field),
        CqlKind.Blob => new BlobReader(field, forms),
        CqlKind.Uuid or CqlKind.Timeuuid => new UuidReader(field),
        CqlKind.Inet => new InetReader(field, forms),
        CqlKind.Date => new DateReader(field, forms),
        CqlKind.Time => new TimeReader(field, forms),
        CqlKind.Timestamp => new TimestampReader(field, forms),
        CqlKind.Duration => new DurationReader(field, forms),
        CqlKind.List => new ListReader(field, PartOf(type, field, 0, forms), "listT"),
        CqlKind.Set => new ListReader(field, PartOf(type, field, 0, forms), "setT"),
        CqlKind.Map => new MapReader(field, PartOf(type, field, 0, forms), PartOf(type, field, 1, forms)),
        CqlKind.Tuple => new TupleReader(field, PartsOf(type, field, forms)),
        CqlKind.UserDefined => new UserTypeReader(field, PartsOf(type, field, forms), type.FieldNames),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, "A known type expected."),
    };

    private static ValueReader PartOf(CqlType type, RowField field, int part, ValueForms forms) => Of(type.Parts[part], field.Children[part], forms);

    private static ValueReader[] PartsOf(CqlType type, RowField field, ValueForms forms) =>
        [.. type.Parts.Select((_, part) => PartOf(type, field, part, forms))];
}
