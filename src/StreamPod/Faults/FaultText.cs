using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts.Aws;

namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>What was found, in words: an answer of AWS with what was asked of whom, what was said and what to do.</summary>
internal static class FaultText
{
    public static string Of(Exception exception) => exception switch
    {
        AmazonServiceException { StatusCode: not 0 } answer =>
            $"{Subject(answer, " was refused ")}({AwsAnswers.Text(answer)}). {SkewOf(answer)}{AwsAnswers.Judge(answer).Sentence}",
        _ => $"{Subject(exception, ": ")}{exception.Message}",
    };

    private static string Subject(Exception exception, string link) => AwsSubject.Of(exception) is { } subject ? subject + link : "";

    private static string SkewOf(AmazonServiceException answer) => AwsAnswers.Judge(answer).Kind != AwsErrorKind.ClockSkew ? ""
        : AwsAnswers.SkewOf(answer) is { } skew ? $"The node's clock is {AwsAnswers.Text(skew)}. " : "";
}
