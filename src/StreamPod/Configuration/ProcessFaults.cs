using System.Net;
using Amazon.Runtime;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>What a failure that ends the process means to a script, and the one line a person reads.</summary>
internal static class ProcessFaults
{
    public static int ExitCodeOf(Exception exception) => exception switch
    {
        FatalFaultException fatal => fatal.ExitCode,
        _ when ServiceIn(exception) is { } service && IsPermission(service) => ExitCodes.MissingPermission,
        _ when ServiceIn(exception) is { } service && IsMissing(service) => ExitCodes.MissingResource,
        LeaseTableException { IsMissing: true } => ExitCodes.MissingResource,
        LeaseTableException => ExitCodes.ForeignTable,
        ObjectStoreException => ExitCodes.MissingResource,
        AmazonClientException { InnerException: null } client when client.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) => ExitCodes.MissingPermission,
        _ when AwsFaults.IsPassing(exception, out _) => ExitCodes.Unavailable,
        _ => ExitCodes.Unexpected,
    };

    /// <summary>Foreseen failures by their sentence, unforeseen ones with their type.</summary>
    public static string LineOf(string doing, Exception exception) => exception switch
    {
        FatalFaultException or LeaseTableException or ObjectStoreException => OneLine(exception.Message),
        _ when ExitCodeOf(exception) == ExitCodes.Unexpected => OneLine($"{doing}: {exception.GetType().Name}: {exception.Message}"),
        _ => OneLine($"{doing}: {exception.Message}"),
    };

    private static AmazonServiceException? ServiceIn(Exception exception) =>
        exception as AmazonServiceException ?? exception.InnerException as AmazonServiceException;

    private static bool IsPermission(AmazonServiceException service) =>
        AwsFaults.IsPermission(service) || service.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;

    private static bool IsMissing(AmazonServiceException service) =>
        service.ErrorCode is "ResourceNotFoundException" or "NoSuchBucket" || service.StatusCode == HttpStatusCode.NotFound;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
