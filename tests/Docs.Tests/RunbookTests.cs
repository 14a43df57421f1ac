using System.Text.RegularExpressions;
using KeyspacesStreamer.Docs.Tests.Pages;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>The runbook says what to do for each condition and each reason there is, and for no others.</summary>
public sealed partial class RunbookTests
{
    private static readonly MarkdownPage Runbook = MarkdownPages.All.Single(page => page.Path == "docs/runbook.md");

    [Fact]
    public void Conditions_HaveTheirLine() => Assert.Equal(WordsOf(typeof(ConditionTypes)), RowsOf("conditions"));

    [Fact]
    public void Reasons_HaveTheirLine() => Assert.Equal(WordsOf(typeof(ConditionReasons)), RowsOf("reasons"));

    private static IEnumerable<string> WordsOf(Type words) =>
        words.GetFields().Where(field => field.IsLiteral).Select(field => $"{field.GetRawConstantValue()}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> RowsOf(string table)
    {
        var text = Runbook.Text.Split($"<!-- {table}: begin -->")[1].Split($"<!-- {table}: end -->")[0];
        return Row().Matches(text).Select(match => match.Groups["word"].Value).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^\| `(?<word>[A-Za-z]+)` \| [^|]{7,} \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
