using KeyspacesStreamer.Docs.Tests.Pages;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>Every link inside the tree leads to a file, and to a heading that is there.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. MarkdownPages.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_LeadSomewhere(string path)
    {
        var page = MarkdownPages.All.Single(candidate => candidate.Path == path);

        Assert.Empty(page.Links.Select(link => ProblemOf(page, link)).OfType<string>());
    }

    [Fact]
    public void AwaitedFiles_AreStruckOffWhenTheyAreThere() => Assert.DoesNotContain(AwaitedFiles.All, path => Path.Exists(RepositoryRoot.PathOf(path.Split('/'))));

    [Fact]
    public void Index_NamesEveryPageBelowDocs()
    {
        var index = MarkdownPages.All.Single(page => page.Path == "docs/README.md");

        var named = index.Links.Select(link => TargetOf(index, link.Split('#')[0]));

        Assert.Empty(MarkdownPages.All.Select(page => page.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && path != index.Path && !path.StartsWith("docs/decisions/", StringComparison.Ordinal)).Except(named));
    }

    private static string? ProblemOf(MarkdownPage page, string link)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? page.Path : TargetOf(page, parts[0]);
        return AwaitedFiles.All.Contains(target) ? null
            : !Path.Exists(RepositoryRoot.PathOf(target.Split('/'))) ? $"{link}: there is no {target}"
            : parts.Length == 2 && MarkdownPages.All.SingleOrDefault(other => other.Path == target)?.Anchors.Contains(parts[1]) == false ? $"{link}: {target} has no such heading"
            : null;
    }

    private static string TargetOf(MarkdownPage page, string link)
    {
        var folder = Path.GetDirectoryName(RepositoryRoot.PathOf(page.Path.Split('/'))) ?? RepositoryRoot.Path;
        return Path.GetRelativePath(RepositoryRoot.Path, Path.GetFullPath(Path.Combine(folder, link))).Replace('\\', '/');
    }
}
