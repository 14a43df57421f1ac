using System.Text.RegularExpressions;
using KeyspacesStreamer.Docs.Tests.Pages;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>Pages name only targets of the Makefile and scripts of the tree.</summary>
public sealed partial class MakeTests
{
    [Fact]
    public void MakeTargets_AreThoseOfTheMakefile()
    {
        var called = MarkdownPages.ShellBlocks.SelectMany(block => block.Commands.Select(line => (Place: block.ToString(), Line: line)))
            .Concat(MarkdownPages.All.SelectMany(page => page.Spans.Select(span => (Place: page.Path, Line: span))))
            .SelectMany(use => MakeCall().Matches(use.Line).SelectMany(match => TargetWord().Matches(match.Groups["words"].Value)).Select(word => (use.Place, Target: word.Value)));

        Assert.DoesNotContain(called, use => !Makefile.Targets.Contains(use.Target));
    }

    [Fact]
    public void Scripts_AreInTheTree()
    {
        var called = MarkdownPages.ShellBlocks.SelectMany(block => block.Commands.SelectMany(line => ScriptPath().Matches(line)).Select(match => (block, Path: match.Value)));

        Assert.Empty(called.Where(use => !AwaitedFiles.All.Contains(use.Path) && !File.Exists(RepositoryRoot.PathOf(use.Path.Split('/')))).Select(use => $"{use.block}: {use.Path}"));
    }

    [GeneratedRegex(@"(^|[;&|]\s*)make(?<words>(\s+[A-Za-z0-9_=.:/-]+)+)")]
    private static partial Regex MakeCall();

    [GeneratedRegex(@"(?<=\s)[a-z][a-z-]*(?=\s|$)")]
    private static partial Regex TargetWord();

    [GeneratedRegex(@"(?<![\w/.])(eng|infrastructure|benchmarks|\.ci)/[\w./-]+\.(sh|py)")]
    private static partial Regex ScriptPath();
}
