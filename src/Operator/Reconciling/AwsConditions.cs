using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>What the failure of an AWS call means for a condition.</summary>
internal static class AwsConditions
{
    public static ConditionResult Of(string type, AwsCallException problem) => problem.Kind switch
    {
        AwsFaultKind.Denied => new ConditionResult(type, false, ConditionReasons.AccessDenied, problem.Message),
        AwsFaultKind.Refused => new ConditionResult(type, false, ConditionReasons.RequestRefused, problem.Message),
        AwsFaultKind.Throttled => new ConditionResult(type, null, ConditionReasons.Throttled, problem.Message),
        AwsFaultKind.Unavailable => new ConditionResult(type, null, ConditionReasons.Unavailable, problem.Message),
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem.Kind, "A kind of AWS fault expected."),
    };
}
