using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>Decides what a failure of a service or of the network means; the only place that does.</summary>
internal static class AwsFaults
{
    public static FaultKind KindOf(Exception exception) => exception switch
    {
        LeaseLostException => FaultKind.LeaseLost,
        AmazonServiceException service => KindOf(service),
        AmazonClientException client => client.InnerException is { } inner && IsNetwork(inner) ? FaultKind.Transient : KindOfClient(client),
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

    /// <summary>Whether the failure says that an action is not permitted.</summary>
    public static bool IsPermission(Exception exception) =>
        exception is AmazonServiceException { ErrorCode: { } code } && AwsErrorCodes.Permission.Contains(code);

    private static FaultKind KindOf(AmazonServiceException service)
    {
        var code = service.ErrorCode ?? "";
        return code switch
        {
            _ when AwsErrorCodes.Throttling.Contains(code) || service.StatusCode == HttpStatusCode.TooManyRequests => FaultKind.Throttled,
            _ when AwsErrorCodes.Passing.Contains(code) => FaultKind.Transient,
            _ when AwsErrorCodes.Permission.Contains(code) => FaultKind.Fatal,
            _ when (int)service.StatusCode >= 500 => code is "SlowDown" ? FaultKind.Throttled : FaultKind.Transient,
            _ when service.StatusCode == 0 || service.InnerException is { } inner && IsNetwork(inner) => FaultKind.Transient,
            // A gateway's page instead of the service's answer carries no error code.
            _ when code.Length == 0 && service.StatusCode != HttpStatusCode.Forbidden => FaultKind.Transient,
            _ => FaultKind.Fatal,
        };
    }

    private static FaultKind KindOfClient(AmazonClientException client) =>
        // "Unable to get credentials" and the like: the metadata or token service may be back in a moment, but a missing chain is not.
        client.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) ? FaultKind.Fatal : FaultKind.Transient;

    private static bool IsNetwork(Exception exception) =>
        exception is IOException or HttpRequestException or SocketException or TaskCanceledException or TimeoutException or WebException
        || (exception.InnerException is { } inner && IsNetwork(inner));
}
