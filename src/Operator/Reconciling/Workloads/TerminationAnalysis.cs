using k8s.Models;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Reconciling.Workloads;

/// <summary>Why a container ended: its last words, what its exit code means and what to do about it.</summary>
internal static class TerminationAnalysis
{
    // 128 and the signal, as the runtime writes it. Whoever is killed has no time for last words.
    private const int Killed = 137;

    /// <param name="pod">The pod.</param>
    /// <param name="ended">How the container ended; null when that is not known any more.</param>
    /// <param name="isOurs">Whether it is the process <c>streampod</c>, whose exit codes have a meaning.</param>
    /// <param name="container">Name of the container.</param>
    /// <param name="stream">Name of the stream.</param>
    public static PodIssue TroubleOf(V1Pod pod, V1ContainerStateTerminated? ended, bool isOurs, string container, string stream)
    {
        var who = isOurs ? "" : $" in container {container}";
        if (ended is null)
        {
            return new PodIssue(pod, ConditionReasons.PodsFailing, $"ended again and again{who}. {LogsOf(pod, container)}");
        }

        if (ended.Reason == "OOMKilled")
        {
            return new PodIssue(pod, ConditionReasons.OutOfMemory, $"ran out of memory{who} and got killed. Raise spec.pod.resources.memory.");
        }

        var (reason, meaning, advice) = isOurs ? MeaningOf(ended.ExitCode, stream) : (ConditionReasons.PodsFailing, null, null);
        var words = ended.ExitCode == Killed ? "" : MessageText.LastWords(ended.Message);
        return new PodIssue(
            pod,
            reason,
            $"ended{who} with exit code {ended.ExitCode}{(meaning is null ? "" : $" ({meaning})")}{(words.Length == 0 ? "." : $": {words}")} {advice ?? LogsOf(pod, container)}");
    }

    private static (string Reason, string? Meaning, string? Advice) MeaningOf(int exitCode, string stream) => exitCode switch
    {
        ExitCodes.InvalidSettings => (ConditionReasons.PodsFailing, "settings refused",
            "The image does not understand the operator's settings: leave spec.pod.image out, or name the image of the operator's version."),
        ExitCodes.MissingPermission => (ConditionReasons.AccessDenied, "an AWS permission or the credentials are missing",
            "Give the permission to the IAM role of the pods (spec.pod.roleArn, or the annotation eks.amazonaws.com/role-arn of their ServiceAccount); "
            + $"'streamer-operator iam {stream}' prints the policy that the role needs."),
        ExitCodes.MissingResource => (ConditionReasons.PodsFailing, "stream, table or bucket not found",
            "Make what is missing or correct spec.source, spec.checkpoint and spec.destination."),
        ExitCodes.ForeignTable => (ConditionReasons.PodsFailing, "the checkpoint table is somebody else's", "Name another table in spec.checkpoint.table of a new stream."),
        ExitCodes.DrainTimedOut => (ConditionReasons.PodsFailing, "stopped before all was committed; nothing is lost",
            "If that happens again, raise spec.pod.terminationGracePeriodSeconds."),
        ExitCodes.Unavailable => (ConditionReasons.PodsFailing, "a service could not be reached",
            "The pods' subnets need a way to Keyspaces Streams, S3, DynamoDB and STS: a NAT gateway or VPC endpoints, and security groups that let HTTPS out."),
        Killed => (ConditionReasons.PodsFailing, "killed", null),
        _ => (ConditionReasons.PodsFailing, null, null),
    };

    private static string LogsOf(V1Pod pod, string container) => $"See 'kubectl logs -n {pod.Metadata.NamespaceProperty} {pod.Metadata.Name} -c {container} --previous'.";
}
