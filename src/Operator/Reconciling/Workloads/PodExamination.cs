using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Reconciling.Workloads;

/// <summary>Looks at one pod that is not ready.</summary>
/// <param name="now">The time.</param>
/// <param name="container">Name of the container that is ours; others were injected.</param>
/// <param name="stream">Name of the stream.</param>
internal sealed class PodExamination(DateTimeOffset now, string container, string stream)
{
    /// <summary>A start on Fargate takes about a minute; what takes longer is worth a word.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string ProfileLabel = "eks.amazonaws.com/fargate-profile";
    private const string TemplateHashLabel = "pod-template-hash";

    /// <returns>Null when it is merely starting.</returns>
    public PodIssue? Examine(V1Pod pod) =>
        Containers(pod).Select(status => ExamineContainer(pod, status)).FirstOrDefault(trouble => trouble is not null)
        ?? ExamineScheduling(pod)
        ?? ExamineReadiness(pod);

    private static IEnumerable<V1ContainerStatus> Containers(V1Pod pod) =>
        [.. (pod.Status?.InitContainerStatuses ?? []).Where(status => status.State?.Terminated?.ExitCode != 0), .. pod.Status?.ContainerStatuses ?? []];

    private PodIssue? ExamineContainer(V1Pod pod, V1ContainerStatus status) => status switch
    {
        { Ready: true } => null,
        { State.Waiting: { Reason: "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName" or "ErrImageNeverPull" or "ImageInspectError" or "RegistryUnavailable" } waiting } =>
            new PodIssue(pod, ConditionReasons.ImagePullFailed, $"cannot pull image {status.Image}: {Words(waiting)} {AdviceOnImage(waiting.Reason, status.Image)}"),
        { State.Waiting: { Reason: "CreateContainerConfigError" or "CreateContainerError" or "RunContainerError" } waiting } =>
            new PodIssue(pod, ConditionReasons.PodConfigInvalid,
                $"cannot be started: {Words(waiting)} Make what is missing in namespace {pod.Metadata.NamespaceProperty}, or correct spec.pod; pods start by themselves then."),
        { State.Terminated: { } ended } => Ended(pod, status, ended),
        { LastState.Terminated: { } ended } => Ended(pod, status, ended),
        { State.Waiting.Reason: "CrashLoopBackOff" } => Ended(pod, status, null),
        _ => null,
    };

    private PodIssue Ended(V1Pod pod, V1ContainerStatus status, V1ContainerStateTerminated? ended) =>
        TerminationAnalysis.TroubleOf(pod, ended, status.Name == container, status.Name, stream);

    private static string Words(V1ContainerStateWaiting waiting) => MessageText.Quote(string.IsNullOrEmpty(waiting.Message) ? waiting.Reason : waiting.Message);

    private static string AdviceOnImage(string reason, string? image) =>
        reason == "InvalidImageName" ? "Correct spec.pod.image."
        : image?.Contains(".dkr.ecr.", StringComparison.Ordinal) == true
            ? "The pod execution role of the Fargate profile (on other nodes, the node's role) needs ecr:GetAuthorizationToken, ecr:BatchCheckLayerAvailability, "
              + "ecr:GetDownloadUrlForLayer and ecr:BatchGetImage, and the subnets need a way to ECR and S3; else correct spec.pod.image."
            : "Correct spec.pod.image if it does not exist; else see that the subnets have a way to the registry and that it lets the nodes pull.";

    private PodIssue? ExamineScheduling(V1Pod pod)
    {
        var scheduled = PodLife.ConditionOf(pod, "PodScheduled");
        if (pod.Spec?.NodeName is { Length: > 0 } || scheduled is not { Status: "False" })
        {
            return null;
        }

        var words = scheduled.Message ?? "";
        return LacksProfile(pod, words) && PodLife.AgeAt(pod, now) >= Patience
            ? new PodIssue(pod, ConditionReasons.NoFargateProfile, ComplaintOnProfile(pod, words))
            : new PodIssue(pod, ConditionReasons.PodsPending, words.Length == 0 ? "could not be scheduled yet." : $"could not be scheduled yet: {MessageText.Quote(words)}");
    }

    /// <summary>Fargate's webhook labels the pods that a profile selects; others are left to a scheduler that has no node for them.</summary>
    private static bool LacksProfile(V1Pod pod, string words) =>
        pod.Metadata.Labels?.ContainsKey(ProfileLabel) != true
        && (words.Contains("eks.amazonaws.com/compute-type", StringComparison.Ordinal) || words.Contains("no nodes available", StringComparison.OrdinalIgnoreCase));

    private static string ComplaintOnProfile(V1Pod pod, string words)
    {
        var labels = (pod.Metadata.Labels ?? new Dictionary<string, string>()).Where(label => label.Key != TemplateHashLabel).Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal);
        return $"cannot be scheduled, because no Fargate profile selects them. Make a profile with a selector for namespace {pod.Metadata.NamespaceProperty}, "
            + $"with no labels or some of these: {string.Join(", ", labels)}. Then delete the pods, because a profile takes up only pods that are made after it. The scheduler says: {MessageText.Quote(words)}";
    }

    private PodIssue? ExamineReadiness(V1Pod pod)
    {
        var ready = PodLife.ConditionOf(pod, "Ready");
        return PodLife.AgeAt(pod, now) < Patience || pod.Spec?.NodeName is not { Length: > 0 } || ready is not { Status: not "True" }
            ? null
            : new PodIssue(pod, ConditionReasons.PodsNotReady,
                $"did not become ready{(string.IsNullOrEmpty(ready.Message) ? "." : $": {MessageText.Quote(ready.Message)}")} "
                + $"A pod is ready once it has reached stream, checkpoint table and bucket: see 'kubectl logs -n {pod.Metadata.NamespaceProperty} {pod.Metadata.Name}' and 'kubectl describe pod'.");
    }
}
