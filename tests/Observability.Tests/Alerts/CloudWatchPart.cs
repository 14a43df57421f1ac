namespace KeyspacesStreamer.Observability.Tests.Alerts;

/// <summary>What an alert is in CloudWatch.</summary>
internal sealed record CloudWatchPart
{
    public required string Statistic { get; init; }

    public required string Comparison { get; init; }

    public required int Period { get; init; }

    public required int EvaluationPeriods { get; init; }

    public required int DatapointsToAlarm { get; init; }

    public required string TreatMissingData { get; init; }
}
