using System.Text.RegularExpressions;
using KeyspacesStreamer.Observability.Tests.Agent;
using KeyspacesStreamer.Observability.Tests.Logs;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>The log router's configuration keeps the rules of Fargate: https://docs.aws.amazon.com/eks/latest/userguide/fargate-logging.html</summary>
public sealed partial class FluentBitTests
{
    private static readonly string[] Filters = ["grep", "parser", "record_modifier", "rewrite_tag", "throttle", "nest", "modify", "kubernetes"];
    private static readonly string[] Outputs = ["es", "firehose", "kinesis_firehose", "cloudwatch", "cloudwatch_logs", "kinesis"];

    private static readonly IReadOnlyList<Manifest> Objects =
        [.. YamlText.Documents(File.ReadAllText(RepositoryRoot.PathOf("infrastructure", "logging", "aws-logging.yaml"))).Select(root => new Manifest(root.ToJsonString(), root))];

    private static readonly IReadOnlyDictionary<string, string> Data = Objects.Single(document => document.Kind == "ConfigMap").Words("data");

    [Fact]
    public void Objects_HaveTheNamesThatFargateLooksFor()
    {
        var place = Objects.Single(document => document.Kind == "Namespace");
        var map = Objects.Single(document => document.Kind == "ConfigMap");

        Assert.Equal(("aws-observability", "enabled"), (place.Name, place.Words("metadata.labels")["aws-observability"]));
        Assert.Equal(("aws-observability", "aws-logging"), (map.Namespace, map.Name));
        Assert.Equal(["filters.conf", "flb_log_cw", "output.conf", "parsers.conf"], Data.Keys.Order(StringComparer.Ordinal));
        Assert.True(Data.Values.Sum(text => text.Length) <= 5300);
    }

    [Theory]
    [InlineData("filters.conf", "FILTER", "Match")]
    [InlineData("output.conf", "OUTPUT", "Match")]
    [InlineData("parsers.conf", "PARSER", "Format")]
    public void Sections_AreThoseThatAreAllowed(string file, string section, string second)
    {
        var sections = Section().Matches(Data[file]);

        Assert.NotEmpty(sections);
        Assert.All(sections, match => Assert.Equal(section, match.Groups["name"].Value));
        Assert.All(sections, match => Assert.Equal(["Name", second], Line().Matches(match.Value).Take(2).Select(line => line.Groups["key"].Value)));
        Assert.All(Data[file].TrimEnd('\n').Split('\n'), line => Assert.Matches(@"^(\[[A-Z]+\]|    \S.*)$", line));
        Assert.DoesNotContain("${", Data[file], StringComparison.Ordinal);
        Assert.DoesNotMatch("Kube_(URL|CA_File|Token)", Data[file]);
    }

    [Fact]
    public void Plugins_AreThoseThatAreAllowed()
    {
        Assert.All(NamesIn("filters.conf"), name => Assert.Contains(name, Filters));
        Assert.All(NamesIn("output.conf"), name => Assert.Contains(name, Outputs));
    }

    [Fact]
    public void Outputs_GoToOneGroupByTheLabelOfTheOperator()
    {
        Assert.All(ValuesOf("output.conf", "log_group_name"), group => Assert.Equal("/ecs/keyspaces-streamer", group));
        Assert.Contains($"$kubernetes['labels']['{StreamLabels.Stream}']", ValuesOf("output.conf", "log_stream_template")[0], StringComparison.Ordinal);
        // Variables end at a dot or comma; a template that cannot be filled falls back to prefix and tag.
        Assert.All(ValuesOf("output.conf", "log_stream_template"), template => Assert.Matches(@"^ecs-([^$]*\$kubernetes(\['[^']+'\])+([.,]|$))+$", template));
        Assert.All(ValuesOf("output.conf", "log_stream_prefix"), prefix => Assert.Equal("ecs-", prefix));
    }

    [Fact]
    public void Outputs_MatchTheNamespacesOfTheAgent() =>
        Assert.Equal(ScrapeConfiguration.Namespaces.Order(StringComparer.Ordinal), ValuesOf("output.conf", "Match").Select(match => Regex.Match(match, @"^kube\.\*_(.+)_\*$").Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Parser_ReadsALineOfTheRuntimeAndLeavesOurNamesAlone()
    {
        var pattern = Assert.Single(ValuesOf("parsers.conf", "Regex"));
        var match = Regex.Match("""2026-11-02T09:14:07.123456789Z stdout F {"time":"x","level":"info"}""", pattern);
        var captured = Regex.Matches(pattern, @"\(\?<(\w+)>").Select(name => name.Groups[1].Value).ToList();

        Assert.Equal("""{"time":"x","level":"info"}""", match.Groups["log"].Value);
        // The time becomes that of the record and is taken out; the others would be beside a member of the same name.
        Assert.Equal(["time"], captured.Intersect(LogEvent.All.SelectMany(found => found.Fields).Append("time").Append("level").Append("message")));
        Assert.Equal("time", Assert.Single(ValuesOf("parsers.conf", "Time_Key")));
        Assert.Empty(ValuesOf("parsers.conf", "Time_Keep"));
    }

    private static IEnumerable<string> NamesIn(string file) => ValuesOf(file, "Name");

    private static IReadOnlyList<string> ValuesOf(string file, string key) =>
        [.. Line().Matches(Data[file]).Where(line => line.Groups["key"].Value == key).Select(line => line.Groups["value"].Value)];

    [GeneratedRegex(@"^\[(?<name>\w+)\]\n(    .*\n?)+", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^    (?<key>\w+) (?<value>.+)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
