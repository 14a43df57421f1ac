using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts.Aws;

namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>Decides what a failure of a service or of the network means; the only place that does.</summary>
internal static class AwsFaults
{
    public static FaultKind KindOf(Exception exception) => exception switch
    {
        LeaseLostException => FaultKind.LeaseLost,
        CredentialsException credentials => KindOf(credentials.Trouble),
        ClockSkewException => FaultKind.Transient,
        AmazonServiceException service => KindOf(service),
        // What the SDK itself throws is decided by what is inside it. A kind of failure that nobody knows is a person's, not one to wait for.
        AmazonClientException client => client.InnerException is { } inner && IsNetwork(inner) ? FaultKind.Transient : FaultKind.Fatal,
        OperationCanceledException or TimeoutException => FaultKind.Transient,
        _ when IsNetwork(exception) => FaultKind.Transient,
        AggregateException { InnerExceptions: [var single] } => KindOf(single),
        _ => FaultKind.Fatal,
    };

    /// <summary>Whether trying again after a pause is right: transient or throttled.</summary>
    public static bool IsPassing(Exception exception, out FaultKind kind)
    {
        kind = KindOf(exception);
        return kind is FaultKind.Transient or FaultKind.Throttled;
    }

    private static FaultKind KindOf(AmazonServiceException service)
    {
        // The SDK throws it without a status when nothing was answered.
        if (service.StatusCode == 0 && (string.IsNullOrEmpty(service.ErrorCode) || (service.InnerException is { } inner && IsNetwork(inner))))
        {
            return FaultKind.Transient;
        }

        return KindOf(AwsAnswers.Judge(service));
    }

    private static FaultKind KindOf(AwsError error) =>
        error.Kind == AwsErrorKind.Throttled ? FaultKind.Throttled : error.IsPassing ? FaultKind.Transient : FaultKind.Fatal;

    private static FaultKind KindOf(CredentialsTrouble trouble) => trouble switch
    {
        CredentialsTrouble.Throttled => FaultKind.Throttled,
        CredentialsTrouble.Unreachable => FaultKind.Transient,
        _ => FaultKind.Fatal,
    };

    private static bool IsNetwork(Exception exception) =>
        exception is IOException or HttpRequestException or SocketException or TaskCanceledException or TimeoutException or WebException
        || (exception.InnerException is { } inner && IsNetwork(inner));
}
