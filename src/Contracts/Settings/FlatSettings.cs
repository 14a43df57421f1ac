namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>What the shape Flat holds besides the columns of the table and what happened.</summary>
public sealed record FlatSettings
{
    /// <summary>Whether a struct <c>_old</c> holds the row as it was. Default false.</summary>
    public bool OldImage { get; init; }

    /// <summary>Whether <c>_meta</c> holds the write time and the expiry of each column. Default false.</summary>
    public bool CellMetadata { get; init; }

    /// <summary>Whether <c>_keyspace</c> and <c>_table</c> name the table. Default false.</summary>
    public bool TableName { get; init; }
}
