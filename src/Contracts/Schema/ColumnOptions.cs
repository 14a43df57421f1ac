namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>How the values of a column are written in typed shapes, those in its lists, maps, tuples and user-defined types included.</summary>
public sealed record ColumnOptions
{
    /// <summary>Precision and scale of <c>decimal</c>. Default: text, because the scale varies by value.</summary>
    public DecimalDigits? Decimal { get; init; }

    /// <summary>Another form than that of the type. Default: that of the type.</summary>
    public ColumnForm? As { get; init; }
}
