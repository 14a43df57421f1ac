using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>The view of the newest row of each primary key, the same in all dialects but for names and columns.</summary>
/// <param name="table">The table.</param>
/// <param name="quote">Quotes a name.</param>
internal sealed class LatestRows(RowTable table, Func<string, string> quote)
{
    private const string Suffix = "_latest";

    /// <summary>The columns of the table itself, of which the view's own must have other names.</summary>
    private readonly IReadOnlyCollection<string> _taken = [.. table.Rows.Row.Children.Select(table.NameOf), .. table.Folders.Columns.Select(column => column.Name)];

    public string Name => SqlQuotes.Path(table.Name + Suffix, quote);

    /// <summary>What numbers the rows of a key, the newest first.</summary>
    public string Newest => quote(SqlQuotes.Free("newest", _taken));

    /// <summary>Sentences about the view, for those who read it.</summary>
    public IReadOnlyList<string> Notes =>
    [
        "The newest row of each primary key. Only a stream of the view type NEW_AND_OLD_IMAGES tells a delete from an update: the view leaves deletes out.",
        .. table.HasStaticColumns
            ? new[] { $"Rows of {(table.IsFlat ? OwnNames.Kind : $"{DebeziumNames.Source}.{DebeziumNames.Kind}")} 'static' are changes of static columns, which concern a whole partition: they have no clustering key, and the view leaves them out." }
            : [],
    ];

    /// <summary>The folders by which a query has to choose: columns of the key, because with them the newest row of a key lies in one folder.</summary>
    public IReadOnlyList<FolderColumn> Folders { get; init; } = [];

    /// <summary>A sentence that says why there is no view; null when there is one.</summary>
    public string? WhyNot =>
        !table.HasAllKeys ? "There is no view of the latest rows: a column of the primary key is of a type that this version does not know."
        : Folders.FirstOrDefault(folder => folder.Column is null || !table.KeyColumns.Contains(folder.Column)) is { } folder
            ? $"There is no view of the latest rows: rows of one key lie below several values of {folder.Name}, and a query has to name one."
            : null;

    /// <summary>Every column of the table's row by its name.</summary>
    public IReadOnlyList<string> ColumnsOf(IEnumerable<RowField> fields) =>
    [
        .. fields.Select(field => table.IsFlat ? quote(table.NameOf(field)) : $"{quote(DebeziumNames.After)}.{quote(table.NameOf(field))} AS {quote(table.NameOf(field))}"),
        .. Folders.Select(folder => quote(folder.Name)),
    ];

    /// <summary>The query of the view.</summary>
    /// <param name="columns">What it selects.</param>
    public string QueryOf(string columns) => $"""
        SELECT {columns}
        FROM (
          SELECT *, row_number() OVER (PARTITION BY {string.Join(", ", Partition)} ORDER BY {Own(OwnNames.Lineage, DebeziumNames.Lineage)} DESC, {Own(OwnNames.Sequence, DebeziumNames.Sequence)} DESC) AS {Newest}
          FROM {SqlQuotes.Path(table.Name, quote)}
          WHERE {Own(OwnNames.Kind, DebeziumNames.Kind)} = 'row'
        ) AS numbered
        WHERE {Newest} = 1 AND {(table.IsFlat ? $"{quote(OwnNames.Operation)} NOT IN ('DELETE', 'REPLICATED_DELETE')" : $"{quote(DebeziumNames.Operation)} <> 'd'")}
        """;

    private IEnumerable<string> Partition => [.. table.Keys.Select(KeyOf), .. Folders.Select(folder => quote(folder.Name))];

    private string Own(string flat, string debezium) => table.IsFlat ? quote(flat) : $"{quote(DebeziumNames.Source)}.{quote(debezium)}";

    /// <summary>Keys stand in each image that there is.</summary>
    private string KeyOf(RowField key)
    {
        var name = quote(table.NameOf(key));
        return table.IsFlat ? name : $"coalesce({quote(DebeziumNames.After)}.{name}, {quote(DebeziumNames.Before)}.{name})";
    }
}
