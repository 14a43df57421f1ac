namespace KeyspacesStreamer.Observability.Tests.Alerts;

/// <summary>One entry of the table of alerts, charts/keyspaces-streamer/alerts.yaml.</summary>
internal sealed record Alert
{
    public required string Name { get; init; }

    public required string Scope { get; init; }

    public required string Severity { get; init; }

    public required string Metric { get; init; }

    public IReadOnlyDictionary<string, string> Series { get; init; } = new Dictionary<string, string>();

    public required double Threshold { get; init; }

    public string? Value { get; init; }

    public string? Window { get; init; }

    public required string For { get; init; }

    public required string Summary { get; init; }

    public string? Finding { get; init; }

    public required string Action { get; init; }

    public string? Expression { get; init; }

    public CloudWatchPart? CloudWatch { get; init; }

    /// <summary>The metric as the code defines it.</summary>
    public MetricDefinition Definition => KnownMetrics.Find(Metric);

    /// <summary>Where the runbook tells about it.</summary>
    public string Anchor => $"docs/runbook.md#{Name.ToLowerInvariant()}";

    public override string ToString() => Name;
}
