using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Observability;

/// <summary>How many streams have one condition in one status.</summary>
/// <param name="Condition">Type of the condition.</param>
/// <param name="Status"><c>true</c>, <c>false</c> or <c>unknown</c>; a condition that a stream does not have yet is unknown.</param>
/// <param name="Count">Streams.</param>
internal sealed record ConditionCount(string Condition, string Status, int Count)
{
    private const string Unknown = "unknown";

    /// <summary>A count for every condition and status, zeros too.</summary>
    public static IEnumerable<ConditionCount> Of(IReadOnlyList<KeyspacesCdcStream> streams)
    {
        var found = streams.SelectMany(stream => ConditionTypes.All.Select(type => (Type: type, Status: StatusOf(stream, type))))
            .GroupBy(pair => pair)
            .ToDictionary(group => group.Key, group => group.Count());
        return ConditionTypes.All.SelectMany(type => OperatorMetricNames.StreamsByCondition.Labels[1].Values
            .Select(status => new ConditionCount(type, status, found.GetValueOrDefault((type, status)))));
    }

    private static string StatusOf(KeyspacesCdcStream stream, string type) =>
        stream.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type)?.Status switch
        {
            "True" => "true",
            "False" => "false",
            _ => Unknown,
        };
}
