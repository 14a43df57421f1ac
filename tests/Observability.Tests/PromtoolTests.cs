using System.Text;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Observability.Tests.Alerts;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>Prometheus's own tool judges rules, their unit tests, scrape configuration and expositions.</summary>
public sealed class PromtoolTests
{
    private const string RuleFile = "infrastructure/observability/prometheus-rules.yaml";
    private const string UnitTests = "tests/Observability.Tests/Rules/alerts.test.yaml";

    [Fact]
    public async Task Rules_AreValid()
    {
        var answer = await PromtoolAsync("check", "rules", RepositoryRoot.PathOf(RuleFile.Split('/')));

        Assert.True(answer.Code == 0, answer.Output + answer.Error);
        Assert.Contains($"{AlertTable.All.Count(alert => alert.Expression is not null)} rules found", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_FireWhenTheyShouldAndNotJustBelow()
    {
        var answer = await PromtoolAsync("test", "rules", RepositoryRoot.PathOf(UnitTests.Split('/')));

        Assert.True(answer.Code == 0, answer.Output + answer.Error);
    }

    // What promtool would pass is not yet a test: a unit test that no threshold can turn red.
    [Theory]
    [InlineData("(keyspaces_cdc_lag_seconds) > 900", "(keyspaces_cdc_lag_seconds) > 901", "KeyspacesCdcLagHigh")]
    [InlineData("(keyspaces_cdc_lag_seconds) > 900", "(keyspaces_cdc_lag_seconds) > 899", "KeyspacesCdcLagHigh")]
    [InlineData("_headroom_seconds) < 21600", "_headroom_seconds) < 21601", "KeyspacesCdcRetentionAtRisk")]
    [InlineData("_errors_total{namespace=\"keyspaces-streamer-system\"}[30m])) > 3", "_errors_total{namespace=\"keyspaces-streamer-system\"}[30m])) > 2", "KeyspacesCdcOperatorReconcileErrors")]
    [InlineData("[15m])) > 60", "[15m])) > 59", "KeyspacesCdcThrottled")]
    [InlineData("{kind=\"throttled\"}", "", "KeyspacesCdcThrottled")]
    [InlineData("absent(keyspaces_cdc_operator_leader{namespace=\"keyspaces-streamer-system\"})", "absent(keyspaces_cdc_operator_leader)", "KeyspacesCdcOperatorDown")]
    [InlineData("- max by (namespace) (keyspaces_cdc_operator_streams_by_condition", "+ max by (namespace) (keyspaces_cdc_operator_streams_by_condition", "KeyspacesCdcStreamsNotReady")]
    public async Task UnitTests_RuleIsChanged_Fail(string right, string wrong, string alert)
    {
        using var folder = new TemporaryFolder();
        var rules = await File.ReadAllTextAsync(RepositoryRoot.PathOf(RuleFile.Split('/')), TestContext.Current.CancellationToken);
        var tests = await File.ReadAllTextAsync(RepositoryRoot.PathOf(UnitTests.Split('/')), TestContext.Current.CancellationToken);
        Assert.Contains(right, rules, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "rules.yaml"), rules.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "test.yaml"), Regex.Replace(tests, @"rule_files: .*", "rule_files: [rules.yaml]"), TestContext.Current.CancellationToken);

        var answer = await PromtoolAsync("test", "rules", Path.Combine(folder.Path, "test.yaml"));

        Assert.NotEqual(0, answer.Code);
        Assert.Contains(alert, answer.Output + answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnitTests_SeeEachAlertFireAndNotFire()
    {
        var text = await File.ReadAllTextAsync(RepositoryRoot.PathOf(UnitTests.Split('/')), TestContext.Current.CancellationToken);

        Assert.All(AlertTable.All.Where(alert => alert.Expression is not null), alert =>
        {
            var query = $"ALERTS{{alertname=\"{alert.Name}\",alertstate=\"firing\"}}'\n        eval_time: ";
            var outcomes = text.Split(query).Skip(1).Select(part => part[part.IndexOf("exp_samples: ", StringComparison.Ordinal)..].StartsWith("exp_samples: []", StringComparison.Ordinal)).ToList();
            Assert.Contains(true, outcomes);
            Assert.Contains(false, outcomes);
        });
    }

    [Fact]
    public async Task ScrapeConfiguration_WithStaticTargets_IsValid()
    {
        using var folder = new TemporaryFolder();
        var text = await File.ReadAllTextAsync(RepositoryRoot.PathOf("infrastructure", "observability", "cloudwatch-agent", "prometheus.yaml"), TestContext.Current.CancellationToken);
        var discovery = Regex.Match(text, @"    kubernetes_sd_configs:\n(      .*\n)+");
        var file = Path.Combine(folder.Path, "prometheus.yaml");
        // Debian builds promtool without Kubernetes service discovery.
        await File.WriteAllTextAsync(file, text.Replace(discovery.Value, "    static_configs:\n      - targets: ['10.0.0.1:9464']\n", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var answer = await PromtoolAsync("check", "config", file);

        Assert.True(discovery.Success);
        Assert.True(answer.Code == 0, answer.Output + answer.Error);
    }

    [Fact]
    public async Task Exposition_OfThePod_IsWellFormed() => await AssertWellFormedAsync(await Expositions.PodAsync());

    [Fact]
    public async Task Exposition_OfTheOperator_IsWellFormed() => await AssertWellFormedAsync(await Expositions.OperatorAsync());

    private static async Task AssertWellFormedAsync(string exposition)
    {
        var answer = await Script.RunAsync("eng/observability/tool.sh", ["promtool", "check", "metrics"], exposition);

        // 3 is a matter of style, named in the output; 1 and 2 are faults.
        Assert.True(answer.Code == 0, Encoding.UTF8.GetByteCount(exposition) + " bytes: " + answer.Output + answer.Error);
    }

    private static Task<ScriptAnswer> PromtoolAsync(params string[] arguments) => Script.RunAsync("eng/observability/tool.sh", ["promtool", .. arguments]);
}
