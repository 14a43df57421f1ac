using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Operator.Tests.Api.Schemas;

/// <summary>What people read of the schema are sentences, and everything has a bound.</summary>
public sealed partial class SchemaWordsTests
{
    private static readonly IReadOnlyList<SchemaNode> Nodes = [.. StreamDefinition.Schema.All];

    [Fact]
    public void EveryField_HasAType() => Assert.All(Nodes, node => Assert.NotEmpty(node.Type));

    [Fact]
    public void EveryDescription_IsASentence() =>
        // The API server allows no words on metadata.
        Assert.Empty(Nodes.Where(node => node.Path != "metadata" && !Sentence().IsMatch(node.Description ?? "")).Select(node => $"{node}: '{node.Description}'"));

    [Fact]
    public void EveryRule_HasAMessageThatSaysWhatToWrite()
    {
        var rules = Nodes.SelectMany(node => node.Rules.Select(rule => (node.Path, rule.Message))).ToList();

        Assert.True(rules.Count >= 30);
        Assert.Empty(rules.Where(rule => !rule.Message.EndsWith('.') || !WhatToWrite().IsMatch(rule.Message)).Select(rule => $"{rule.Path}: '{rule.Message}'"));
    }

    [Fact]
    public void EveryTextListAndMap_HasABound() =>
        // Texts of a closed set or of a format need none.
        Assert.Empty(Nodes.Where(node => BoundsOf(node) is { Length: > 0 } bound && node.Json[bound] is null).Select(node => node.Path));

    [Fact]
    public void EveryNumber_HasAFormatAndASmallestValue() =>
        Assert.Empty(Nodes.Where(node => node.Type == "integer" && (node.Format is null || node.Json["minimum"] is null)).Select(node => node.Path));

    [Fact]
    public void EveryNumberOfTheSpec_HasALargestValue() =>
        Assert.Empty(Nodes.Where(node => node.Type == "integer" && node.Path.StartsWith("spec.", StringComparison.Ordinal) && node.Json["maximum"] is null)
            .Select(node => node.Path).Except(["spec.pod.tolerations[].tolerationSeconds"]));

    [Fact]
    public void EveryList_SaysHowItIsMerged() =>
        Assert.Empty(Nodes.Where(node => node.Type == "array" && node.Json["x-kubernetes-list-type"] is null).Select(node => node.Path));

    [Theory]
    [InlineData("spec.source.keyspace")]
    [InlineData("spec.source.table")]
    [InlineData("spec.source.region")]
    [InlineData("spec.source")]
    [InlineData("spec.destination.bucket")]
    [InlineData("spec.destination")]
    [InlineData("spec.checkpoint")]
    [InlineData("spec")]
    public void ImmutableField_ComparesWithItsOldSelf(string path) =>
        Assert.Contains(StreamDefinition.Field(path).Rules, rule => rule.Rule.Contains("oldSelf", StringComparison.Ordinal) && rule.Message.Contains("cannot change", StringComparison.Ordinal));

    private static string BoundsOf(SchemaNode node) => node.Type switch
    {
        "string" when node.Enum.Count == 0 && node.Format is null => "maxLength",
        "int-or-string" => "maxLength",
        "array" => "maxItems",
        "object" when node.IsMap => "maxProperties",
        _ => "",
    };

    [GeneratedRegex(@"^[A-Z].*[^.]\.$", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b(?:write|leave)\b")]
    private static partial Regex WhatToWrite();
}
