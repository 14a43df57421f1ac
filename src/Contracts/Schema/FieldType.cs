namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>The type of a value in a typed format.</summary>
public sealed class FieldType
{
    private FieldType(FieldKind kind, IReadOnlyList<Field> fields, int precision = 0, int scale = 0) =>
        (Kind, Fields, Precision, Scale) = (kind, fields, precision, scale);

    /// <summary>Which type it is.</summary>
    public FieldKind Kind { get; }

    /// <summary>The fields of a struct; <c>element</c> of a list; <c>key</c> and <c>value</c> of a map; else empty.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>Digits of a decimal, 1 to 38; else 0.</summary>
    public int Precision { get; }

    /// <summary>Digits of a decimal after its point, 0 to <see cref="Precision"/>; else 0.</summary>
    public int Scale { get; }

    /// <summary>A type without fields and digits.</summary>
    public static FieldType Of(FieldKind kind) => kind < FieldKind.List && kind != FieldKind.Decimal
        ? new FieldType(kind, [])
        : throw new ArgumentOutOfRangeException(nameof(kind), kind, "A type without fields and digits expected.");

    /// <summary>A decimal number.</summary>
    public static FieldType Decimal(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, DecimalDigits.MaxPrecision);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        return new FieldType(FieldKind.Decimal, [], precision, scale);
    }

    /// <summary>A list whose elements may be null.</summary>
    public static FieldType List(FieldType element) => new(FieldKind.List, [new Field("element", element)]);

    /// <summary>A map whose keys are never null and whose values may be.</summary>
    public static FieldType Map(FieldType key, FieldType value) => new(FieldKind.Map, [new Field("key", key, IsRequired: true), new Field("value", value)]);

    /// <summary>A struct.</summary>
    public static FieldType Struct(params IReadOnlyList<Field> fields) => new(FieldKind.Struct, fields);

    /// <summary>In words that are the same for the same type: <c>map&lt;string, list&lt;int32&gt;&gt;</c>.</summary>
    public override string ToString() => Kind switch
    {
        FieldKind.Decimal => $"decimal({Precision},{Scale})",
        FieldKind.List => $"list<{Fields[0].Type}>",
        FieldKind.Map => $"map<{Fields[0].Type}, {Fields[1].Type}>",
        FieldKind.Struct => $"struct<{string.Join(", ", Fields.Select(field => $"{field.Name}: {field.Type}"))}>",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
