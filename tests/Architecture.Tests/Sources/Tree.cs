using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Architecture.Tests.Sources;

/// <summary>The files of this checkout that the rules are held against.</summary>
internal static class Tree
{
    private static readonly string[] Built = ["bin", "obj", "artifacts", "node_modules"];

    public static IReadOnlyList<SourceFile> CSharp { get; } = Read("*.cs", "src", "tests", "benchmarks");

    public static IReadOnlyList<SourceFile> Projects { get; } = Read("*.csproj", "src", "tests", "benchmarks");

    /// <summary>Scripts that wait for something.</summary>
    public static IReadOnlyList<SourceFile> Scripts { get; } = Read("*.sh", "eng", "benchmarks");

    private static List<SourceFile> Read(string pattern, params string[] folders) =>
    [
        .. folders.Select(folder => RepositoryRoot.PathOf(folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(Built.Contains))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(RepositoryRoot.PathOf(path)))),
    ];
}
