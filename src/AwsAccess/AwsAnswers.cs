using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Util;
using KeyspacesStreamer.Contracts.Aws;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>Reads the refusal of a service: its row in the table of error codes, and what its headers tell.</summary>
public static class AwsAnswers
{
    /// <summary>AWS takes signatures whose time differs from its own by up to five minutes.</summary>
    public static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(5);

    private static DateTimeOffset Now => new(AWSSDKUtils.CorrectedUtcNow, TimeSpan.Zero);

    /// <summary>By the clock that signs the requests.</summary>
    public static AwsError Judge(AmazonServiceException answer) => Judge(answer, Now);

    /// <param name="answer">What the SDK threw.</param>
    /// <param name="now">Our clock, when the answer came.</param>
    public static AwsError Judge(AmazonServiceException answer, DateTimeOffset now) =>
        AwsErrorCodes.Judge(answer.ErrorCode, answer.StatusCode, isSkewed: SkewOf(answer, now) is not null);

    /// <summary>As below, by the clock that signs the requests.</summary>
    public static TimeSpan? SkewOf(Exception answer) => SkewOf(answer, Now);

    /// <summary>How far our clock is ahead of the service's, behind it when negative; null when it is within what AWS allows, or cannot be told.</summary>
    public static TimeSpan? SkewOf(Exception answer, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(HeaderOf(answer, "Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
        && (now - date).Duration() > AllowedSkew ? now - date : null;

    /// <summary>A header of the answer; null when it has none.</summary>
    public static string? HeaderOf(Exception answer, string name)
    {
        for (var at = answer; at is not null; at = at.InnerException)
        {
            if (at is HttpErrorResponseException { Response: { } response })
            {
                return response.IsHeaderPresent(name) ? response.GetHeaderValue(name) : null;
            }
        }

        return null;
    }

    /// <summary>What the service said, on one line: <c>403 AccessDenied: User … is not authorized</c>.</summary>
    public static string Text(AmazonServiceException answer)
    {
        var code = answer.StatusCode == 0 ? answer.ErrorCode ?? "" : $"{(int)answer.StatusCode} {answer.ErrorCode}".Trim();
        return code.Length == 0 ? SdkText.OneLine(answer.Message) : string.IsNullOrWhiteSpace(answer.Message) ? code : $"{code}: {SdkText.OneLine(answer.Message)}";
    }

    /// <summary>The error code of an answer when AWS documents it; null for any other text that is in its place.</summary>
    public static string? KnownCode(AmazonServiceException answer) => AwsErrorCodes.IsKnown(answer.ErrorCode) ? answer.ErrorCode : null;

    /// <summary>Whether the service does not have the operation at all, as local ones lack some.</summary>
    public static bool IsUnknownOperation(AmazonServiceException answer) => AwsErrorCodes.IsUnknownOperation(answer.ErrorCode);

    /// <summary>In minutes and direction, to come after "the node's clock is".</summary>
    public static string Text(TimeSpan skew) =>
        string.Create(CultureInfo.InvariantCulture, $"{skew.Duration().TotalMinutes:0} minutes {(skew > TimeSpan.Zero ? "ahead of" : "behind")} AWS's");
}
