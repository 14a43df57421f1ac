namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>The columns of a table and the user-defined types that they use, as far as typed formats need them.</summary>
public sealed record TableSchema
{
    /// <summary>All columns: the partition key and the clustering key in their orders, then static and regular columns by name. Required.</summary>
    public required IReadOnlyList<SchemaColumn> Columns { get; init; }

    /// <summary>The user-defined types that the columns use, by name; those that they use in turn included. Default none.</summary>
    public IReadOnlyList<UserType> Types { get; init; } = [];

    /// <summary>The same schema in one order, whatever the order in which the service lists things: keys as they are, all else by name.</summary>
    public TableSchema InOrder() => this with
    {
        Columns =
        [
            .. Columns.Where(column => column.Kind == ColumnKind.PartitionKey),
            .. Columns.Where(column => column.Kind == ColumnKind.ClusteringKey),
            .. Columns.Where(column => column.Kind == ColumnKind.Static).OrderBy(column => column.Name, StringComparer.Ordinal),
            .. Columns.Where(column => column.Kind == ColumnKind.Regular).OrderBy(column => column.Name, StringComparer.Ordinal),
        ],
        Types = [.. Types.OrderBy(type => type.Name, StringComparer.Ordinal)],
    };
}
