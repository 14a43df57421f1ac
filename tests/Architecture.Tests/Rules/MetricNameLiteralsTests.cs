using KeyspacesStreamer.Architecture.Tests.Sources;

namespace KeyspacesStreamer.Architecture.Tests.Rules;

/// <summary>Metric names outside their one place.</summary>
public sealed class MetricNameLiteralsTests
{
    [Fact]
    public void Tree_Always_HoldsTheRule() => Verdict.IsClean(MetricNameLiterals.Violations(Tree.CSharp));

    [Fact]
    public void Violations_LiteralElsewhere_NamesItAndItsPlace() =>
        Verdict.Names(
            MetricNameLiterals.Violations([new SourceFile("src/StreamPod/Observability/Metrics.cs", "var x = \"keyspaces_cdc_lag_seconds\";")]),
            "line 1 spells keyspaces_cdc_lag_seconds");

    [Theory]
    [InlineData("src/Contracts/MetricNames.cs", "const string Lag = \"keyspaces_cdc_lag_seconds\";")]
    [InlineData("src/StreamPod/Observability/Metrics.cs", "// keyspaces_cdc_lag_seconds")]
    [InlineData("tests/StreamPod.Tests/MetricsTests.cs", "var x = \"keyspaces_cdc_lag_seconds\";")]
    public void Violations_LiteralAtHome_IsClean(string path, string code) =>
        Verdict.IsClean(MetricNameLiterals.Violations([new SourceFile(path, code)]));
}
