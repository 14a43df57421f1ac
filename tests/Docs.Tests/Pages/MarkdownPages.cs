using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Docs.Tests.Pages;

/// <summary>All pages of the tree.</summary>
internal static class MarkdownPages
{
    private static readonly string[] NotOurs = ["artifacts", "bin", "obj", "node_modules", ".git", ".terraform"];

    public static IReadOnlyList<MarkdownPage> All { get; } = [.. In(RepositoryRoot.Path).Order(StringComparer.Ordinal).Select(path => new MarkdownPage(path))];

    public static IEnumerable<CodeBlock> Blocks => All.SelectMany(page => page.Blocks);

    public static IEnumerable<CodeBlock> ShellBlocks => Blocks.Where(block => block.IsShell);

    private static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(folder, "*.md").Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
            .Concat(Directory.EnumerateDirectories(folder).Where(below => !NotOurs.Contains(Path.GetFileName(below))).SelectMany(In));
}
