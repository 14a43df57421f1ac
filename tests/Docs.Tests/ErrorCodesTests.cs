using System.Net;
using Amazon.Runtime;
using KeyspacesStreamer.Contracts.Aws;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Faults;
using OperatorFaults = KeyspacesStreamer.Operator.Aws.AwsFaults;
using PodFaults = KeyspacesStreamer.StreamPod.Faults.AwsFaults;

namespace KeyspacesStreamer.Docs.Tests;

/// <summary>Pod and operator read every error code of AWS from the one table, and mean the same by it.</summary>
public sealed class ErrorCodesTests
{
    private static readonly AwsCall Call = new("s3:ListBucket", "arn:aws:s3:::data", "Looking at bucket data", new Uri("https://s3.eu-west-1.amazonaws.com"));

    public static TheoryData<string> Codes => [.. AwsErrorCodes.All.Select(row => row.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Row_InThePod_DecidesRetryExitCodeAndSentence(string code)
    {
        var row = AwsErrorCodes.All.Single(row => row.Code == code);
        var answer = Answer(code);

        Assert.Equal(row.IsPassing, PodFaults.IsPassing(answer, out var kind));
        Assert.Equal(row.Kind == AwsErrorKind.Throttled, kind == FaultKind.Throttled);
        Assert.Equal(row.ExitCode, ProcessFaults.ExitCodeOf(answer));
        Assert.Equal($"Reaching s3://data: (400 {code}: Said by the service.). {row.Sentence}", ProcessFaults.LineOf("Reaching s3://data", answer));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Row_InTheOperator_DecidesTheReasonOfTheCondition(string code)
    {
        var row = AwsErrorCodes.All.Single(row => row.Code == code);

        var problem = OperatorFaults.Wrap(Call, Answer(code));
        var judgement = AwsConditions.Of("DestinationReady", problem);

        // A page token that ran out is asked for again, in the operator as in the pod's listings.
        Assert.Equal(code == "ExpiredNextToken" ? "Unavailable" : row.Reason, judgement.Reason);
        Assert.Contains(row.Kind == AwsErrorKind.Denied && row.Sentence == AwsErrorCodes.AccessDenied.Sentence ? "AWS denied s3:ListBucket on arn:aws:s3:::data" : "Looking at bucket data", judgement.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_All_StandInTheTable() => Assert.Equal(
        Enum.GetValues<AwsErrorKind>().Except([AwsErrorKind.Unexplained]).Order(),
        AwsErrorCodes.All.Select(row => row.Kind).Distinct().Order());

    private static AmazonServiceException Answer(string code) => new("Said by the service.", null, ErrorType.Unknown, code, "1", HttpStatusCode.BadRequest);
}
