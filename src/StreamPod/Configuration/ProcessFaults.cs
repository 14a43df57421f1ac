using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>What a failure that ends the process means to a script, and the one line a person reads.</summary>
internal static class ProcessFaults
{
    /// <summary>Stands after "there are no AWS credentials".</summary>
    public const string WhereCredentialsComeFrom =
        "On EKS the pods' ServiceAccount needs the annotation eks.amazonaws.com/role-arn, which spec.pod.roleArn sets, or a Pod Identity association; "
        + "elsewhere set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE. Where the SDK looked:";

    public static int ExitCodeOf(Exception exception) => exception switch
    {
        FatalFaultException fatal => fatal.ExitCode,
        CredentialsException credentials => credentials.IsPassing ? ExitCodes.Unavailable : ExitCodes.MissingPermission,
        LeaseTableException { IsMissing: true } => ExitCodes.MissingResource,
        LeaseTableException => ExitCodes.ForeignTable,
        ObjectStoreException { ExitCode: { } code } => code,
        _ when ServiceIn(exception) is { StatusCode: not 0 } service => AwsAnswers.Judge(service).ExitCode,
        ObjectStoreException => ExitCodes.MissingResource,
        _ when AwsFaults.IsPassing(exception, out _) => ExitCodes.Unavailable,
        _ => ExitCodes.Unexpected,
    };

    /// <summary>Foreseen failures by their sentence, unforeseen ones with their type.</summary>
    public static string LineOf(string doing, Exception exception) => exception switch
    {
        FatalFaultException or LeaseTableException or ObjectStoreException => OneLine(exception.Message),
        AmazonServiceException => OneLine($"{doing}: {FaultText.Of(exception)}"),
        _ when ExitCodeOf(exception) == ExitCodes.Unexpected => OneLine($"{doing}: {exception.GetType().Name}: {FaultText.Of(exception)}"),
        _ => OneLine($"{doing}: {FaultText.Of(exception)}"),
    };

    private static AmazonServiceException? ServiceIn(Exception exception) =>
        exception as AmazonServiceException ?? exception.InnerException as AmazonServiceException;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
