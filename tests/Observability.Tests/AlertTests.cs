using System.Text.RegularExpressions;
using KeyspacesStreamer.Observability.Tests.Alerts;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>Table, rules, alarms and runbook say the same.</summary>
public sealed partial class AlertTests
{
    private static readonly string[] Statistics = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
    private static readonly string[] MissingData = ["breaching", "notBreaching", "ignore", "missing"];

    public static TheoryData<string> Names => [.. AlertTable.All.Select(alert => alert.Name)];

    public static TheoryData<string> Alarms => [.. AlertTable.All.Where(alert => alert.CloudWatch is not null).Select(alert => alert.Name)];

    public static TheoryData<string> Rules => [.. AlertTable.All.Where(alert => alert.Expression is not null).Select(alert => alert.Name)];

    [Fact]
    public void AlarmFile_IsMadeOfTheTable() => GoldenFile.Compare("infrastructure/observability/alarms.json", AlarmDocument.Text);

    [Fact]
    public async Task RuleFile_IsThatOfTheChart() => GoldenFile.Compare("infrastructure/observability/prometheus-rules.yaml", await RuleDocument.TextAsync());

    [Theory]
    [MemberData(nameof(Names))]
    public void Alert_NamesMetricAndLabelsThatExist(string name)
    {
        var alert = AlertTable.Find(name);

        Assert.NotEqual(MetricType.Histogram, alert.Definition.Type);
        Assert.All(alert.Series, pair => Assert.Contains(alert.Definition.Labels, label => label.Name == pair.Key && label.Values.Contains(pair.Value)));
        Assert.Contains(alert.Scope, new[] { "stream", "operator" });
        Assert.Contains(alert.Severity, new[] { "warning", "critical" });
        Assert.Equal(alert.Scope == "operator", OperatorMetricNames.All.Contains(alert.Definition));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Alert_HasASectionOfTheRunbookThatSaysWhatToDo(string name)
    {
        var runbook = File.ReadAllText(RepositoryRoot.PathOf("docs", "runbook.md"));
        var begin = runbook.IndexOf($"\n### {name}\n", StringComparison.Ordinal);

        Assert.True(begin >= 0, $"docs/runbook.md has no section {name}.");
        var rest = runbook[(begin + 1)..];
        var end = rest.IndexOf("\n#", StringComparison.Ordinal);
        Assert.True((end < 0 ? rest : rest[..end]).Length > 200, $"The section {name} says next to nothing.");
    }

    [Fact]
    public void Runbook_HasNoSectionOfAnAlertThatIsGone()
    {
        var runbook = File.ReadAllText(RepositoryRoot.PathOf("docs", "runbook.md"));

        Assert.All(AlertHeading().Matches(runbook), match => Assert.Contains(AlertTable.All, alert => alert.Name == match.Groups[1].Value));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Rule_HasLimitDurationAndTextsOfTheTable(string name)
    {
        var alert = AlertTable.Find(name);
        var rule = RuleDocument.RulesOf(await RuleDocument.ManifestAsync())[name];
        var expression = (string?)rule["expr"] ?? "";

        Assert.True(expression.StartsWith("absent(", StringComparison.Ordinal) || Regex.IsMatch(expression, $@"[<>] {alert.Threshold}($| and )"), expression);
        Assert.Contains(alert.Metric, expression, StringComparison.Ordinal);
        Assert.All(alert.Series, pair => Assert.Contains($"{pair.Key}=\"{pair.Value}\"", expression, StringComparison.Ordinal));
        Assert.Equal(alert.Window is null ? [] : [alert.Window], Range().Matches(expression).Select(match => match.Groups[1].Value));
        Assert.DoesNotContain('$', expression);
        Assert.Equal(alert.For, (string?)rule["for"]);
        Assert.Equal(alert.Severity, (string?)rule["labels"]?["severity"]);
        Assert.EndsWith(alert.Summary, (string?)rule["annotations"]?["summary"], StringComparison.Ordinal);
        Assert.Equal($"{alert.Finding} {alert.Action}", (string?)rule["annotations"]?["description"]);
        Assert.Equal(alert.Anchor, (string?)rule["annotations"]?["runbook_url"]);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Rule_AsksForMetricsAndLabelValuesThatExist(string name)
    {
        var expression = (string?)RuleDocument.RulesOf(await RuleDocument.ManifestAsync())[name]["expr"] ?? "";

        var selectors = Selector().Matches(expression);
        Assert.NotEmpty(selectors);
        Assert.All(selectors, selector => Assert.All(Matcher().Matches(selector.Groups["labels"].Value), matcher => AssertLabel(KnownMetrics.Find(selector.Groups["name"].Value), matcher)));
    }

    [Theory]
    [InlineData("lagSeconds", 77, "KeyspacesCdcLagHigh", "> 77")]
    [InlineData("headroomSeconds", 78, "KeyspacesCdcRetentionAtRisk", "< 78")]
    public async Task Rule_ValueOfTheChart_ReplacesTheThreshold(string value, int seconds, string name, string end) =>
        Assert.EndsWith(end, (string?)RuleDocument.RulesOf(await RuleDocument.ManifestAsync($"metrics.prometheusRule.{value}={seconds}"))[name]["expr"], StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Alarms))]
    public void Alarm_HasWordsThatCloudWatchKnows(string name)
    {
        var part = AlertTable.Find(name).CloudWatch!; // the data has those with one

        Assert.Contains(part.Statistic, Statistics);
        Assert.Contains(part.Comparison, new[] { "GreaterThanThreshold", "LessThanThreshold" });
        Assert.Contains(part.TreatMissingData, MissingData);
        Assert.True(part.Period % 60 == 0 && part.Period * part.EvaluationPeriods <= 86_400);
        Assert.InRange(part.DatapointsToAlarm, 1, part.EvaluationPeriods);
    }

    [Theory]
    [MemberData(nameof(Alarms))]
    public void Alarm_LastsAsLongAsTheRule(string name)
    {
        var (alert, part) = (AlertTable.Find(name), AlertTable.Find(name).CloudWatch!); // the data has those with one

        var added = alert.Definition.Type == MetricType.Counter ? AlertTable.SecondsOf(alert.Window ?? "") : 0;
        Assert.Equal(AlertTable.SecondsOf(alert.For) + added, part.Period * part.EvaluationPeriods);
        Assert.True(added == 0 || part.Period == added, "A counter is added up over one period.");
    }

    [Theory]
    [MemberData(nameof(Alarms))]
    public void Alarm_StatisticFitsTheTypeOfTheMetric(string name)
    {
        var (alert, part) = (AlertTable.Find(name), AlertTable.Find(name).CloudWatch!); // the data has those with one

        // A counter reaches CloudWatch as its growth since the last scrape.
        Assert.Equal(alert.Definition.Type == MetricType.Counter, part.Statistic == "Sum");
        Assert.True(alert.Expression is null || alert.Expression.StartsWith("absent(", StringComparison.Ordinal)
            || alert.Expression.Contains(part.Comparison == "GreaterThanThreshold" ? "> $threshold" : "< $threshold", StringComparison.Ordinal));
        Assert.Equal(part.Statistic == "SampleCount", part.TreatMissingData == "breaching");
    }

    private static void AssertLabel(MetricDefinition metric, Match matcher)
    {
        var name = matcher.Groups["label"].Value;
        if (name != "namespace")
        {
            var label = Assert.Single(metric.Labels, label => label.Name == name);
            Assert.Contains(matcher.Groups["value"].Value, label.Values);
        }
    }

    [GeneratedRegex(@"\[(\w+)\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"\b(?<name>(keyspaces_cdc|controller_runtime|workqueue)_\w+)(\{(?<labels>[^}]*)\})?")]
    private static partial Regex Selector();

    [GeneratedRegex(@"(?<label>\w+)!?=""(?<value>[^""]*)""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"^### (KeyspacesCdc\w+)$", RegexOptions.Multiline)]
    private static partial Regex AlertHeading();
}
