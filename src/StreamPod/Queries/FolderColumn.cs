namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>A column that is not in the files but in the names of the folders that they lie in.</summary>
/// <param name="Name">Its name; that of the folder where that has one, as in <c>dt=2026-01-02</c>.</param>
/// <param name="Kind">What its values are.</param>
internal sealed record FolderColumn(string Name, FolderKind Kind)
{
    /// <summary>Of a span: how it is written, <c>yyyy-MM-dd</c> for example.</summary>
    public string Format { get; init; } = "";

    /// <summary>Of a span: its unit, as Athena calls it.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Of a number: the least and the greatest.</summary>
    public (int Least, int Greatest) Range { get; init; }

    /// <summary>Of a value that is a column's alone: the column.</summary>
    public string? Column { get; init; }
}
