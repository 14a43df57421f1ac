namespace KeyspacesStreamer.Contracts;

/// <summary>A label of a metric and every value it can take.</summary>
/// <param name="Name">Name of the label.</param>
/// <param name="Values">All values; anything else is counted as <see cref="Other"/>. Empty where the build or a protocol decides and the values are few.</param>
public sealed record MetricLabel(string Name, params IReadOnlyList<string> Values)
{
    /// <summary>The value of whatever is not foreseen, so that no label can grow without bound.</summary>
    public const string Other = "other";
}
