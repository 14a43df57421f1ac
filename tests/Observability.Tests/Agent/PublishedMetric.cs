namespace KeyspacesStreamer.Observability.Tests.Agent;

/// <summary>A metric as CloudWatch has it.</summary>
/// <param name="Name">Its name, which is that of Prometheus.</param>
/// <param name="Dimensions">Names of its dimensions, in order of the alphabet, separated by commas.</param>
/// <param name="Type">Type of the series it comes from.</param>
/// <param name="Labels">All labels of the series.</param>
internal sealed record PublishedMetric(string Name, string Dimensions, string Type, IReadOnlyDictionary<string, string> Labels)
{
    public static string Key(IEnumerable<string> dimensions) => string.Join(',', dimensions.Order(StringComparer.Ordinal));
}
