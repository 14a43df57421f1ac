using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Observability.Tests.Agent;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>The pages about logs, metrics, alerts and GitOps name files and sections that exist.</summary>
public sealed partial class PageTests
{
    [Theory]
    [InlineData("cloudwatch.md")]
    [InlineData("gitops.md")]
    [InlineData("logs.md")]
    [InlineData("metrics.md")]
    [InlineData("runbook.md")]
    public void Links_LeadSomewhere(string page) => Assert.All(Link().Matches(TextOf(page)), link =>
    {
        var target = link.Groups["page"].Value.Length == 0 ? page : link.Groups["page"].Value;
        Assert.True(File.Exists(RepositoryRoot.PathOf("docs", target)), link.Value);
        Assert.True(link.Groups["section"].Value.Length == 0 || SectionsOf(target).Contains(link.Groups["section"].Value), link.Value);
    });

    [Theory]
    [InlineData("cloudwatch.md")]
    [InlineData("gitops.md")]
    [InlineData("logs.md")]
    [InlineData("runbook.md")]
    public void Paths_AreThere(string page) => Assert.All(PathName().Matches(TextOf(page)), path =>
        Assert.True(Path.Exists(RepositoryRoot.PathOf(path.Groups[1].Value.Split('/'))), path.Value));

    [Fact]
    public void Policy_OfTheAgent_WritesToItsLogGroupAlone()
    {
        var policy = JsonNode.Parse(Regex.Match(TextOf("cloudwatch.md"), @"```json\n(?<text>[^`]*)```").Groups["text"].Value);
        var statement = Assert.Single(policy?["Statement"]?.AsArray() ?? []);

        Assert.Equal($"arn:aws:logs:{AgentConfiguration.Document["agent"]?["region"]}:111122223333:log-group:{AgentConfiguration.Prometheus["log_group_name"]}:*", (string?)statement?["Resource"]);
        Assert.All(statement?["Action"]?.AsArray() ?? [], action => Assert.StartsWith("logs:", (string?)action, StringComparison.Ordinal));
    }

    private static string TextOf(string page) => File.ReadAllText(RepositoryRoot.PathOf("docs", page));

    private static IEnumerable<string> SectionsOf(string page) =>
        Heading().Matches(TextOf(page)).Select(heading => NotInAnchor().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<page>[a-z]*(\.md)?)(#(?<section>[a-z0-9-]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 -]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"`((infrastructure|charts|tests)/[A-Za-z0-9_./-]+)`")]
    private static partial Regex PathName();
}
