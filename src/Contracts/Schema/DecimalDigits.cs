namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>Precision and scale of a column's decimals, <c>decimal: { precision: 12, scale: 2 }</c>. A value that does not fit is an unreadable record; it is never rounded.</summary>
public sealed record DecimalDigits
{
    /// <summary>Most digits that the formats, and Keyspaces itself, hold.</summary>
    public const int MaxPrecision = 38;

    /// <summary>Digits in all, 1 to 38. Required.</summary>
    public required int Precision { get; init; }

    /// <summary>Digits after the point, 0 to <see cref="Precision"/>. Required.</summary>
    public required int Scale { get; init; }
}
