using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Reconciling.Workloads;

/// <summary>Whether the wanted pods are ready; if not, which pod is not, why, and what to do. Its text changes only when what it tells changes.</summary>
internal static class WorkloadDiagnosis
{
    /// <summary>Reasons of pods, the one that most needs a person first.</summary>
    private static readonly string[] Gravest =
    [
        ConditionReasons.ImagePullFailed, ConditionReasons.PodConfigInvalid, ConditionReasons.AccessDenied, ConditionReasons.OutOfMemory, ConditionReasons.PodsFailing,
        ConditionReasons.NoFargateProfile, ConditionReasons.PodsPending, ConditionReasons.PodsNotReady,
    ];

    /// <summary>The Deployment was changed, and nothing was seen of it yet.</summary>
    public static ConditionResult NotTakenUp => Not(ConditionReasons.RollingOut, "The cluster has not observed the last change of the Deployment yet.");

    /// <param name="now">The time; look again after <see cref="PodExamination.Patience"/>, when pods that wait are judged more strictly.</param>
    /// <param name="deployment">The stream's Deployment as last seen; null when there is none.</param>
    /// <param name="pods">The stream's pods, those of earlier templates and those that are stopping too.</param>
    /// <param name="wanted">Pods that should run; 0 while the stream is suspended, which holds as soon as no pod is left.</param>
    public static ConditionResult Of(DateTimeOffset now, V1Deployment? deployment, IReadOnlyList<V1Pod> pods, int wanted)
    {
        if (deployment is null)
        {
            return Not(ConditionReasons.DeploymentMissing, "The Deployment does not exist yet.");
        }

        var status = deployment.Status ?? new V1DeploymentStatus();
        if ((status.ObservedGeneration ?? 0) < (deployment.Metadata.Generation ?? 0) || (deployment.Spec?.Replicas ?? 1) != wanted)
        {
            return NotTakenUp;
        }

        return wanted == 0 ? OfNone(pods) : OfSome(now, deployment, status, pods, wanted);
    }

    private static ConditionResult OfNone(IReadOnlyList<V1Pod> pods)
    {
        var left = pods.Where(pod => !PodLife.IsOver(pod)).ToArray();
        return left.Length == 0
            ? new ConditionResult(ConditionTypes.WorkloadReady, true, ConditionReasons.ScaledToZero, "No pods are wanted, and none runs.")
            : Not(ConditionReasons.ScalingDown, $"{MessageText.NamesOf(left)} must still commit and stop.");
    }

    private static ConditionResult OfSome(DateTimeOffset now, V1Deployment deployment, V1DeploymentStatus status, IReadOnlyList<V1Pod> pods, int wanted)
    {
        var (updated, existing, ready) = (status.UpdatedReplicas ?? 0, status.Replicas ?? 0, status.ReadyReplicas ?? 0);
        if (updated >= wanted && existing <= updated && (status.AvailableReplicas ?? 0) >= wanted)
        {
            return new ConditionResult(ConditionTypes.WorkloadReady, true, ConditionReasons.PodsReady, $"{MessageText.Counted(wanted, "pod")} ready.");
        }

        var progress = $"{ready} of {MessageText.Counted(wanted, "pod")} ready. ";
        if (updated < wanted && ConditionOf(status, "ReplicaFailure") is { Status: "True" } refused)
        {
            return Not(
                ConditionReasons.PodsRefused,
                $"{progress}Pods are refused: {MessageText.Quote(refused.Message)} Look at quotas, admission policies and spec.pod.serviceAccountName in namespace {deployment.Metadata.NamespaceProperty}.");
        }

        var examination = new PodExamination(now, deployment.Spec?.Template?.Spec?.Containers?.FirstOrDefault()?.Name ?? "", StreamOf(deployment));
        return GravestOf(Newest(pods).Where(pod => !PodLife.IsReady(pod)).Select(examination.Examine).OfType<PodIssue>()) is { } trouble
            ? Not(trouble.Reason, progress + trouble.Text)
            : OfStart(status, progress, updated, existing, wanted);
    }

    private static ConditionResult OfStart(V1DeploymentStatus status, string progress, int updated, int existing, int wanted) =>
        ConditionOf(status, "Progressing") is { Status: "False", Reason: "ProgressDeadlineExceeded" } stalled
            ? Not(ConditionReasons.RolloutStalled, $"{progress}{MessageText.Quote(stalled.Message)} 'kubectl describe pod' tells what the pods wait for.")
            : Not(
                ConditionReasons.RollingOut,
                updated < wanted ? $"{progress}{updated} of them created from the current template."
                : existing > updated ? $"{progress}{MessageText.Counted(existing - updated, "earlier pod")} to be stopped."
                : $"{progress}The others are starting.");

    private static (string Reason, string Text)? GravestOf(IEnumerable<PodIssue> troubles)
    {
        var worst = troubles.GroupBy(trouble => trouble.Reason).MinBy(group => Array.IndexOf(Gravest, group.Key))?.OrderBy(trouble => trouble.Pod.Metadata.Name, StringComparer.Ordinal).ToArray();
        return worst is null ? null : (worst[0].Reason, $"{MessageText.NamesOf(worst.Select(trouble => trouble.Pod))} {worst[0].Complaint}");
    }

    /// <summary>Pods of the template that was last started: what ails the earlier ones is being repaired.</summary>
    private static IEnumerable<V1Pod> Newest(IReadOnlyList<V1Pod> pods)
    {
        var candidates = pods.Where(pod => !PodLife.IsLeaving(pod) && !PodLife.IsOver(pod)).ToArray();
        var newest = candidates.OrderByDescending(pod => pod.Metadata.CreationTimestamp).ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal).FirstOrDefault();
        return candidates.Where(pod => HashOf(pod) == (newest is null ? null : HashOf(newest)));
    }

    private static string? HashOf(V1Pod pod) => pod.Metadata.Labels?.TryGetValue("pod-template-hash", out var hash) == true ? hash : null;

    private static string StreamOf(V1Deployment deployment) =>
        deployment.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Kind == StreamApi.Kind)?.Name ?? deployment.Metadata.Name;

    private static V1DeploymentCondition? ConditionOf(V1DeploymentStatus status, string type) => status.Conditions?.FirstOrDefault(condition => condition.Type == type);

    private static ConditionResult Not(string reason, string message) => new(ConditionTypes.WorkloadReady, false, reason, message);
}
