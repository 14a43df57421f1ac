using System.Text.RegularExpressions;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Docs.Tests.Pages;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>The table of pod sizes follows from what the operator requests and what a pod makes of it.</summary>
public sealed partial class SizingPageTests
{
    private const double BudgetShare = 0.4; // docs/settings.md, pod.memoryBudgetBytes
    private const int MostBudget = 1024;

    [Fact]
    public void Sizes_AreWhatAPodGets()
    {
        var page = MarkdownPages.All.Single(candidate => candidate.Path == "docs/sizing.md");
        var rows = Row().Matches(page.Text);

        Assert.True(rows.Count > 4);
        Assert.All(rows, row =>
        {
            var size = new PodResources { Cpu = row.Groups["cpu"].Value, Memory = row.Groups["memory"].Value }.ParseSize();
            Assert.True(SizeText.TryParse(size.MemoryRequest, out var bytes));
            var container = (int)(bytes >> 20);
            var budget = Math.Min((int)(container * BudgetShare), MostBudget);
            Assert.Equal($"{container} MiB | {budget} MiB | {budget / 4} MiB", row.Groups["rest"].Value);
        });
    }

    [GeneratedRegex(@"^\| (?<cpu>[0-9.]+) \| (?<memory>[0-9]+[MG]i) \| (?<rest>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
