using System.Text.RegularExpressions;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Docs.Tests.Pages;

/// <summary>Whether what a page names in backticks is in the tree: a path or the end of one, with or without <c>.cs</c>, or a word of the code.</summary>
internal sealed partial class NamedTree
{
    private static readonly string[] Folders = ["src", "tests", "config", "charts", "infrastructure", "docs", "eng", "benchmarks", "examples"];
    private static readonly string[] Built = ["obj", "bin", "node_modules"];

    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    private NamedTree(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            var path = Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/');
            for (var part = path; part.Length > 0; part = Path.GetDirectoryName(part)!.Replace('\\', '/')) // a relative path ends in nothing
            {
                _paths.Add(part);
            }

            if (path.EndsWith(".cs", StringComparison.Ordinal))
            {
                _words.UnionWith(Word().Matches(File.ReadAllText(file)).Select(match => match.Value));
            }
        }
    }

    public static NamedTree Read() => new(Folders.SelectMany(FilesIn));

    /// <summary>Those of the names that are in no way in the tree. Commands, values and what begins in lower case without a slash is not looked for.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<string> names) =>
        [.. names.Where(name => Name().IsMatch(name)).Distinct().Where(name => name.Contains('/', StringComparison.Ordinal) ? !HasPath(name) : !_words.Contains(name) && !HasPath(name))];

    private bool HasPath(string name)
    {
        var end = new Regex($"(^|/){Regex.Escape(name.TrimEnd('/')).Replace("\\*", "[^/]*", StringComparison.Ordinal)}(\\{{.*\\}})?(\\.cs)?$");
        return _paths.Any(end.IsMatch);
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(RepositoryRoot.PathOf(folder), "*", SearchOption.AllDirectories).Where(file => !file.Split(Path.DirectorySeparatorChar).Any(Built.Contains));

    [GeneratedRegex("^(?:[A-Z][A-Za-z0-9]*|[A-Za-z0-9*._-]+(?:/[A-Za-z0-9*._-]+)+/?)$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b[A-Z][A-Za-z0-9]*\b")]
    private static partial Regex Word();
}
