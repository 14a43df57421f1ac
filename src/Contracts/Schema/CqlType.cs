namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>A data type of a column, with the types of what it holds. Whether it is frozen makes no difference to its values, and is not kept.</summary>
public sealed class CqlType
{
    private CqlType(CqlKind kind, IReadOnlyList<CqlType> parts, IReadOnlyList<string> fieldNames, string text)
    {
        (Kind, Parts, FieldNames, Text) = (kind, parts, fieldNames, text);
    }

    /// <summary>Which type it is.</summary>
    public CqlKind Kind { get; }

    /// <summary>Type of the elements of a list or set; key and value of a map; types of the fields of a tuple or user-defined type; else empty.</summary>
    public IReadOnlyList<CqlType> Parts { get; }

    /// <summary>Names of the fields of a user-defined type, one for each part; else empty.</summary>
    public IReadOnlyList<string> FieldNames { get; }

    /// <summary>Its CQL, for example <c>map&lt;text, list&lt;int&gt;&gt;</c>.</summary>
    public string Text { get; }

    /// <summary>A type without parts.</summary>
    public static CqlType Scalar(CqlKind kind) => new(kind, [], [], kind.ToString().ToLowerInvariant());

    /// <summary>A list, set, map or tuple.</summary>
    public static CqlType Collection(CqlKind kind, IReadOnlyList<CqlType> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new CqlType(kind, parts, [], $"{kind.ToString().ToLowerInvariant()}<{string.Join(", ", parts.Select(part => part.Text))}>");
    }

    /// <summary>A user-defined type.</summary>
    public static CqlType UserDefined(string name, IReadOnlyList<string> fieldNames, IReadOnlyList<CqlType> parts)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new CqlType(CqlKind.UserDefined, parts, fieldNames, CqlName.Quoted(name));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
