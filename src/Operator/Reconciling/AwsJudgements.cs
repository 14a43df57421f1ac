using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>What the failure of an AWS call means for a condition.</summary>
internal static class AwsJudgements
{
    public static Judgement Of(string type, AwsCallException problem) => problem.Kind switch
    {
        AwsFaultKind.Denied => new Judgement(type, false, ConditionReasons.AccessDenied, problem.Message),
        AwsFaultKind.Refused => new Judgement(type, false, ConditionReasons.RequestRefused, problem.Message),
        AwsFaultKind.Throttled => new Judgement(type, null, ConditionReasons.Throttled, problem.Message),
        AwsFaultKind.Unavailable => new Judgement(type, null, ConditionReasons.Unavailable, problem.Message),
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem.Kind, "A kind of AWS fault expected."),
    };
}
