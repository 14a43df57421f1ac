using System.Text.RegularExpressions;
using KeyspacesStreamer.Docs.Tests.Pages;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>The threat model is as good as its tests: each row names some, and they exist.</summary>
public sealed partial class ThreatModelTests
{
    // Six bars make five cells: asset, actor, attempt, control, tests.
    private const int Bars = 6;

    private static readonly string[] Pages = ["docs/threat-model.md", "docs/security-review.md"];

    private static readonly Lazy<string> Sources = new(() => string.Join('\n', Directory
        .EnumerateFiles(RepositoryRoot.PathOf("tests"), "*.*", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(RepositoryRoot.PathOf("infrastructure", "terraform"), "*.tftest.hcl", SearchOption.AllDirectories))
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".hcl", StringComparison.Ordinal))
        .Select(File.ReadAllText)));

    public static TheoryData<string, string> Rows { get; } = [.. RowsOf(Pages[0]).Select(row => new TheoryDataRow<string, string>(Pages[0], row))];

    public static TheoryData<string, string> Tests { get; } =
        [.. Pages.SelectMany(page => Named().Matches(TextOf(page)).Select(test => new TheoryDataRow<string, string>(page, test.Groups["name"].Value)).DistinctBy(row => row.Data.Item2))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Row_NamesTheTestsThatHoldIt(string page, string row) =>
        Assert.True(Named().IsMatch(row.Split('|')[^2]), $"{page}: no test is named at the end of '{row}'");

    [Theory]
    [MemberData(nameof(Tests))]
    public void Test_ThatIsNamed_Exists(string page, string name)
    {
        var parts = name.Split('.');
        var isThere = parts.Length == 1 ? Sources.Value.Contains($"class {name}", StringComparison.Ordinal)
            : Sources.Value.Contains($"class {parts[0]}", StringComparison.Ordinal) && Sources.Value.Contains($" {parts[1]}(", StringComparison.Ordinal);

        Assert.True(isThere, $"{page}: {name} does not exist");
    }

    [Theory]
    [InlineData("cluster administrator")]
    [InlineData("operator")]
    [InlineData("tenant with streams")]
    [InlineData("tenant with pods")]
    [InlineData("neighbour")]
    [InlineData("AWS principal")]
    [InlineData("hostile endpoint")]
    [InlineData("writer of the table")]
    public void Actor_OfTheModel_HasRows(string actor) =>
        Assert.Contains(RowsOf(Pages[0]), row => row.Split('|')[2].Contains(actor, StringComparison.Ordinal));

    private static IEnumerable<string> RowsOf(string page) =>
        TextOf(page).Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Count(letter => letter == '|') == Bars && !line.StartsWith("| asset ", StringComparison.Ordinal));

    private static string TextOf(string page) => MarkdownPages.All.Single(found => found.Path == page).Text;

    [GeneratedRegex(@"`(?<name>[A-Z][A-Za-z0-9]*(?:Tests|Properties|Contract)(?:\.[A-Za-z0-9_]+)?)`")]
    private static partial Regex Named();
}
