using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Makes the list of conditions of a status from what was found.</summary>
internal static class Conditions
{
    // What the schema takes: config/crd, status.conditions[].message
    private const int LongestMessage = 32_768;

    /// <summary>
    /// All conditions in the order of <see cref="ConditionTypes.All"/>. A time of transition is kept until the status changes from one word to another;
    /// what was not judged is unknown.
    /// </summary>
    /// <param name="live">The conditions as they stand in the cluster.</param>
    /// <param name="results">What was found, one a type at most; <c>Ready</c> as <see cref="Readiness"/> has it.</param>
    /// <param name="generation">Generation of the spec that was judged.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<V1Condition> Merge(IReadOnlyList<V1Condition>? live, IReadOnlyCollection<ConditionResult> results, long? generation, DateTimeOffset now)
    {
        var found = results.ToDictionary(result => result.Type, StringComparer.Ordinal);
        return [.. ConditionTypes.All.Select(type => Next(
            (live ?? []).FirstOrDefault(condition => condition.Type == type), found.GetValueOrDefault(type) ?? NotChecked(type), generation, now))];
    }

    public static ConditionResult NotChecked(string type) => new(type, null, ConditionReasons.NotChecked, "Not checked yet.");

    public static V1Condition? Find(IReadOnlyList<V1Condition>? conditions, string type) => conditions?.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Whether the status says that this condition holds.</summary>
    public static bool Holds(IReadOnlyList<V1Condition>? conditions, string type) => Find(conditions, type)?.Status == "True";

    public static bool AreSame(IReadOnlyList<V1Condition>? some, IReadOnlyList<V1Condition>? others) =>
        (some ?? []).Select(Words).SequenceEqual((others ?? []).Select(Words));

    private static V1Condition Next(V1Condition? live, ConditionResult result, long? generation, DateTimeOffset now)
    {
        var status = result.Holds switch { true => "True", false => "False", null => "Unknown" };
        return new V1Condition
        {
            Type = result.Type,
            Status = status,
            ObservedGeneration = generation,
            LastTransitionTime = live?.Status == status ? live.LastTransitionTime : WholeSeconds(now),
            Reason = result.Reason,
            Message = Cut(result.Message),
        };
    }

    /// <summary>As the API server keeps it, so that what is read back is the same.</summary>
    private static DateTime WholeSeconds(DateTimeOffset moment) => moment.UtcDateTime.AddTicks(-(moment.UtcTicks % TimeSpan.TicksPerSecond));

    private static string Cut(string message) => message.Length <= LongestMessage ? message
        : char.IsHighSurrogate(message[LongestMessage - 1]) ? message[..(LongestMessage - 1)]
        : message[..LongestMessage];

    private static (string, string, string, string, long?, DateTime) Words(V1Condition condition) =>
        (condition.Type, condition.Status, condition.Reason, condition.Message, condition.ObservedGeneration, condition.LastTransitionTime.ToUniversalTime());
}
