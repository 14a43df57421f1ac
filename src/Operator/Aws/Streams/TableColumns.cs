namespace KeyspacesStreamer.Operator.Aws.Streams;

/// <summary>The columns of a Keyspaces table, as far as records of its stream carry them.</summary>
/// <param name="Names">All columns, in the order of the schema.</param>
/// <param name="Keys">Those of the primary key.</param>
/// <param name="ViewType">What records hold, in the words of the service; null when it does not say.</param>
internal sealed record TableColumns(IReadOnlyList<string> Names, IReadOnlyList<string> Keys, string? ViewType)
{
    /// <summary>Whether records carry the columns of the key and nothing else.</summary>
    public bool IsKeysOnly => ViewType == "KEYS_ONLY";

    /// <summary>Columns that a record can carry.</summary>
    public IReadOnlyList<string> Carried => IsKeysOnly ? Keys : Names;
}
