namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>A column of a table.</summary>
public sealed record SchemaColumn
{
    /// <summary>Its name, without quotes. Required.</summary>
    public required string Name { get; init; }

    /// <summary>Its type in CQL, as GetTable tells it. Required.</summary>
    public required string Type { get; init; }

    /// <summary>What it is in its table. Default <see cref="ColumnKind.Regular"/>.</summary>
    public ColumnKind Kind { get; init; } = ColumnKind.Regular;
}
