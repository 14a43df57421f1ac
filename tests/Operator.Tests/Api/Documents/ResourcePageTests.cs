using KeyspacesStreamer.Operator.Tests.Api.Schemas;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Operator.Tests.Api.Documents;

/// <summary>docs/resource.md tells every field as the schema has it.</summary>
public sealed class ResourcePageTests
{
    private static readonly string Page = RepositoryRoot.PathOf("docs", "resource.md");

    [Theory]
    [InlineData("spec")]
    [InlineData("status")]
    [InlineData("conditions")]
    [InlineData("reasons")]
    public void Table_IsThatOfTheCode(string table)
    {
        var expected = ResourcePage.TextOf(table);
        if (GoldenFile.IsUpdate)
        {
            File.WriteAllText(Page, Around(table).Before + expected + Around(table).After);
        }

        Assert.Equal(expected, Around(table).Inside);
    }

    [Fact]
    public void Page_ShowsTheMinimalSample()
    {
        var sample = File.ReadLines(RepositoryRoot.PathOf("config", "samples", "minimal.yaml")).Where(line => !line.StartsWith('#'));

        Assert.Contains(string.Join('\n', sample), File.ReadAllText(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_NamesEveryFieldThatCannotChange() =>
        Assert.All(["source.keyspace", "source.table", "source.region", "destination.bucket", "checkpoint.table", "checkpoint.region"], field =>
        {
            Assert.Contains($"`{field}`", File.ReadAllText(Page), StringComparison.Ordinal);
            Assert.Contains("Cannot be changed.", StreamDefinition.Field("spec." + field).Description, StringComparison.Ordinal);
        });

    private static (string Before, string Inside, string After) Around(string table)
    {
        var (text, begin, end) = (File.ReadAllText(Page), $"<!-- {table}: begin -->\n", $"\n<!-- {table}: end -->");
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal) + begin.Length, text.IndexOf(end, StringComparison.Ordinal));
        return to < from ? (text[..from], "", text[to..]) : (text[..from], text[from..to], text[to..]);
    }
}
