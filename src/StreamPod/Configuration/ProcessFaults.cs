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
    private const string NoCredentials =
        "there are no AWS credentials. On EKS the pods' ServiceAccount needs the annotation eks.amazonaws.com/role-arn, which spec.pod.roleArn sets; "
        + "elsewhere set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Where the SDK looked";

    public static int ExitCodeOf(Exception exception) => exception switch
    {
        FatalFaultException fatal => fatal.ExitCode,
        _ when ServiceIn(exception) is { } service && IsPermission(service) => ExitCodes.MissingPermission,
        _ when ServiceIn(exception) is { } service && IsMissing(service) => ExitCodes.MissingResource,
        LeaseTableException { IsMissing: true } => ExitCodes.MissingResource,
        LeaseTableException => ExitCodes.ForeignTable,
        ObjectStoreException => ExitCodes.MissingResource,
        _ when HasNoCredentials(exception) => ExitCodes.MissingPermission,
        _ when AwsFaults.IsPassing(exception, out _) => ExitCodes.Unavailable,
        _ => ExitCodes.Unexpected,
    };

    /// <summary>Foreseen failures by their sentence, unforeseen ones with their type.</summary>
    public static string LineOf(string doing, Exception exception) => exception switch
    {
        FatalFaultException or LeaseTableException or ObjectStoreException => OneLine(exception.Message),
        _ when HasNoCredentials(exception) => OneLine($"{doing}: {NoCredentials}: {exception.Message}"),
        _ when ExitCodeOf(exception) == ExitCodes.Unexpected => OneLine($"{doing}: {exception.GetType().Name}: {exception.Message}"),
        _ => OneLine($"{doing}: {exception.Message}"),
    };

    private static bool HasNoCredentials(Exception exception) =>
        exception is AmazonClientException { InnerException: null } && exception.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase);

    private static AmazonServiceException? ServiceIn(Exception exception) =>
        exception as AmazonServiceException ?? exception.InnerException as AmazonServiceException;

    private static bool IsPermission(AmazonServiceException service) =>
        AwsFaults.IsPermission(service) || service.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;

    private static bool IsMissing(AmazonServiceException service) =>
        service.ErrorCode is "ResourceNotFoundException" or "NoSuchBucket" || service.StatusCode == HttpStatusCode.NotFound;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
