using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Partitioning;

namespace KeyspacesStreamer.StreamPod.Tests.Partitioning;

public sealed class KeyTemplateTests
{
    [Theory]
    [InlineData("{sequenceNumber}.json")]
    [InlineData("{keyspace}/{table}/{yyyy}/{MM}/{dd}/{HH}/{mm}/{shardId}/{firstSequenceNumber}-{lastSequenceNumber}.json")]
    [InlineData("country={column:country}/a..b/{sequenceNumber}")]
    public void TryParse_UsableTemplate_HasNoProblems(string text)
    {
        var parsed = KeyTemplate.TryParse(text, out var template, out var problems);

        Assert.True(parsed);
        Assert.Empty(problems);
        Assert.Equal(text, template!.Text);
    }

    [Fact]
    public void Parse_DefaultOfTheSettings_IsUsable() =>
        Assert.NotEmpty(KeyTemplate.Parse(new DestinationSettings { Bucket = "b" }.KeyTemplate).Parts);

    [Theory]
    [InlineData("", "must not be empty")]
    [InlineData("/{sequenceNumber}", "must not begin with a slash")]
    [InlineData("{sequenceNumber}/", "must not end with a slash")]
    [InlineData("{table}.json", "must contain {sequenceNumber} or {firstSequenceNumber}")]
    [InlineData("{lastSequenceNumber}.json", "must contain {sequenceNumber} or {firstSequenceNumber}")]
    [InlineData("{year}/{sequenceNumber}", "unknown variable {year}; known are {keyspace}")]
    [InlineData("{column:}/{sequenceNumber}", "unknown variable {column:}")]
    [InlineData("{YYYY}/{sequenceNumber}", "unknown variable {YYYY}")]
    [InlineData("{sequenceNumber", "unbalanced '{' at character 1")]
    [InlineData("{sequenceNumber}}", "unbalanced '}' at character 17")]
    [InlineData("{{table}{sequenceNumber}", "unbalanced '{' at character 1")]
    [InlineData("a/../{sequenceNumber}", "must not contain the segments '.' or '..'")]
    [InlineData("./{sequenceNumber}", "must not contain the segments '.' or '..'")]
    [InlineData("a\u0001/{sequenceNumber}", "must not contain control characters")]
    public void TryParse_UnusableTemplate_NamesTheProblem(string text, string problem)
    {
        var parsed = KeyTemplate.TryParse(text, out var template, out var problems);

        Assert.False(parsed);
        Assert.Null(template);
        Assert.Contains(problems, found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void TryParse_SeveralProblems_NamesThemAll()
    {
        var parsed = KeyTemplate.TryParse("/../{year}/{table}/" + new string('x', 600) + "}", out _, out var problems);

        Assert.False(parsed);
        Assert.Equal(6, problems.Count);
    }

    [Fact]
    public void Parse_UnusableTemplate_ThrowsWithTheTemplateAndItsProblems()
    {
        var fault = Assert.Throws<FormatException>(() => KeyTemplate.Parse("/{table}"));

        Assert.Equal("'/{table}': must not begin with a slash; must contain {sequenceNumber} or {firstSequenceNumber}, or two objects would get one key.", fault.Message);
    }
}
