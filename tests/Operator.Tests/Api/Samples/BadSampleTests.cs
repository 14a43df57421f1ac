using KeyspacesStreamer.Operator.Tests.Api.Schemas;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Operator.Tests.Api.Samples;

/// <summary>Each bad sample has one mistake and says which message it expects; an API server judges them elsewhere.</summary>
public sealed class BadSampleTests
{
    private const string Folder = "tests/Golden/bad-samples";
    private const string Mark = "# expect: ";

    public static TheoryData<string> Files => [.. YamlFile.In(Folder)];

    [Theory]
    [MemberData(nameof(Files))]
    public void BadSample_BeginsWithTheOneMessageItExpects(string file)
    {
        var lines = File.ReadAllLines(RepositoryRoot.PathOf(file.Split('/')));

        Assert.StartsWith(Mark, lines[0], StringComparison.Ordinal);
        Assert.Single(lines, line => line.Contains("expect:", StringComparison.Ordinal));
        Assert.True(lines[0].Length > Mark.Length + 8, lines[0]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void BadSample_IsOneStream_AnUpdateTheSameBeforeAndAfter(string file)
    {
        var documents = YamlFile.All(file);

        Assert.Equal(Path.GetFileName(file).StartsWith("update-", StringComparison.Ordinal) ? 2 : 1, documents.Count);
        Assert.All(documents, document => Assert.Equal("KeyspacesCdcStream", (string?)document["kind"]));
        Assert.Single(documents.Select(document => (string?)document["metadata"]!["name"]).Distinct()); // part of every object
    }

    [Fact]
    public void EveryRule_HasABadSample()
    {
        var expected = YamlFile.In(Folder).Select(file => File.ReadLines(RepositoryRoot.PathOf(file.Split('/'))).First()[Mark.Length..]).ToList();

        Assert.True(expected.Count >= 25);
        Assert.Empty(StreamDefinition.Schema.All.SelectMany(node => node.Rules.Select(rule => (node.Path, rule.Message)))
            .Where(rule => !expected.Exists(part => rule.Message.Contains(part, StringComparison.Ordinal)))
            .Select(rule => $"{rule.Path}: {rule.Message}"));
    }
}
