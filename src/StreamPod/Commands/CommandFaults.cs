using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>What the failure of a command means to a script, and the one line a person reads.</summary>
internal static class CommandFaults
{
    public static int ExitCodeOf(Exception exception) => exception switch
    {
        _ when ServiceFaultIn(exception) is { } service => ExitCodeOf(service, exception),
        LeaseTableException => ExitCodes.ForeignTable,
        ObjectStoreException => ExitCodes.MissingResource,
        IOException or HttpRequestException or SocketException or TimeoutException or AmazonClientException or OperationCanceledException => ExitCodes.Unavailable,
        _ => ExitCodes.Unexpected,
    };

    /// <summary>Expected failures by their sentence, the unforeseen ones with their whole story.</summary>
    public static string MessageOf(Exception exception) =>
        ExitCodeOf(exception) == ExitCodes.Unexpected ? exception.ToString() : exception.Message;

    private static AmazonServiceException? ServiceFaultIn(Exception exception) =>
        exception as AmazonServiceException ?? exception.InnerException as AmazonServiceException;

    private static int ExitCodeOf(AmazonServiceException service, Exception outer) => service.StatusCode switch
    {
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => ExitCodes.MissingPermission,
        HttpStatusCode.NotFound => ExitCodes.MissingResource,
        _ when service.ErrorCode is "ResourceNotFoundException" or "NoSuchBucket" => ExitCodes.MissingResource,
        _ when service.ErrorCode is "AccessDeniedException" or "UnrecognizedClientException" or "InvalidSignatureException" => ExitCodes.MissingPermission,
        _ when outer is LeaseTableException => ExitCodes.ForeignTable,
        _ => ExitCodes.Unavailable,
    };
}
