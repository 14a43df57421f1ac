using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Contracts.Tests.Documents;

/// <summary>Rows of the tables of a page under docs: cells of every line that begins with a name in back-ticks.</summary>
internal static class PageTable
{
    public static IReadOnlyList<string[]> RowsOf(string page) =>
    [
        .. File.ReadLines(RepositoryRoot.PathOf("docs", page))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim()).ToArray()),
    ];

    /// <summary>The words in back-ticks of a cell.</summary>
    public static string[] CodeIn(string cell) => [.. cell.Split('`').Where((_, position) => position % 2 == 1)];
}
