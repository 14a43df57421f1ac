namespace KeyspacesStreamer.Contracts.Aws;

/// <summary>One row of the table of error codes: what a code means, for the pod and for the operator.</summary>
/// <param name="Code">As the service writes it; empty for an answer without one.</param>
/// <param name="Kind">What it means.</param>
/// <param name="ExitCode">How a process ends that cannot go on because of it, one of <see cref="ExitCodes"/>.</param>
/// <param name="Reason">Reason of the condition that tells of it.</param>
/// <param name="Sentence">What it means and what to do, for the person who reads a log or a condition.</param>
public sealed record AwsError(string Code, AwsErrorKind Kind, int ExitCode, string Reason, string Sentence)
{
    /// <summary>Whether the same request, sent again later, can be answered otherwise without anybody doing anything.</summary>
    public bool IsPassing => Kind is AwsErrorKind.Throttled or AwsErrorKind.Passing or AwsErrorKind.Damaged or AwsErrorKind.Expired or AwsErrorKind.ClockSkew;
}
