using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>The dashboard for Grafana asks for metrics and labels that exist, in a language that Prometheus takes.</summary>
public sealed partial class GrafanaDashboardTests
{
    private static readonly string[] TargetLabels = ["namespace", "pod", "keyspaces_streamer_dev_stream", "quantile", "le"];

    private static readonly JsonNode Document = JsonNode.Parse(File.ReadAllText(RepositoryRoot.PathOf("infrastructure", "observability", "grafana-dashboard.json")))!; // a text that is no JSON throws

    private static readonly IReadOnlyList<string> Expressions = [.. Panels().SelectMany(panel => panel["targets"]?.AsArray() ?? []).Select(target => (string?)target?["expr"] ?? "")];

    [Fact]
    public void Expressions_NameMetricsThatExist()
    {
        var names = Expressions.SelectMany(expression => Name().Matches(expression)).Select(match => match.Value).ToList();

        Assert.True(names.Count >= Expressions.Count);
        Assert.All(names, name => KnownMetrics.Find(KnownMetrics.All.Any(metric => metric.Name == name) ? name : Part().Replace(name, "")));
    }

    [Fact]
    public void Expressions_NameLabelsThatTheirMetricsHave() =>
        Assert.All(Expressions, expression =>
        {
            var known = Name().Matches(expression).SelectMany(match => KnownMetrics.Find(Part().Replace(match.Value, "")).Labels).ToList();
            Assert.All(Label().Matches(expression), match => Assert.Contains(match.Groups["label"].Value, known.Select(label => label.Name).Concat(TargetLabels)));
            Assert.All(Grouping().Matches(expression).SelectMany(match => match.Groups["labels"].Value.Split(", ")), name => Assert.Contains(name, known.Select(label => label.Name).Concat(TargetLabels)));
        });

    [Fact]
    public async Task Expressions_AreUnderstoodByPrometheus()
    {
        using var folder = new TemporaryFolder();
        var rules = Expressions.Select((expression, index) => $"      - record: dashboard:{index}\n        expr: '{expression.Replace("$__rate_interval", "5m", StringComparison.Ordinal)}'\n".Replace("dashboard:", "dashboard:panel_", StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder.PathOf("rules.yaml"), $"groups:\n  - name: dashboard\n    rules:\n{string.Concat(rules)}", TestContext.Current.CancellationToken);

        var answer = await Script.RunAsync("eng/observability/tool.sh", ["promtool", "check", "rules", "--lint-fatal", folder.PathOf("rules.yaml")]);

        Assert.True(answer.Code == 0, answer.Output + answer.Error);
        Assert.Contains($"{Expressions.Count} rules found", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Panels_HaveNumbersOfTheirOwn()
    {
        var numbers = Panels().Select(panel => (int?)panel["id"]).ToList();

        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }

    [Fact]
    public void Variables_AreThereForAllThatIsAskedFor()
    {
        var text = Document.ToJsonString();
        var variables = Document["templating"]!["list"]!.AsArray().Select(variable => (string?)variable?["name"]); // the file has some

        Assert.Equal(["datasource", "namespace", "stream"], variables);
        Assert.All(Regex.Matches(text, @"\$\{?([a-z]\w*)"), match => Assert.Contains(match.Groups[1].Value, variables));
    }

    private static IEnumerable<JsonNode> Panels() => Document["panels"]!.AsArray().OfType<JsonNode>(); // the file has some

    [GeneratedRegex(@"\b(keyspaces_cdc|controller_runtime|workqueue)_\w+")]
    private static partial Regex Name();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Part();

    [GeneratedRegex(@"(?<label>\w+)(=~|!=|!~|=)""")]
    private static partial Regex Label();

    [GeneratedRegex(@"by \((?<labels>[^)]*)\)")]
    private static partial Regex Grouping();
}
