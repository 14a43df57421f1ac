using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Reconciling.Workloads;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>WorkloadReady: makes and mends the stream's objects, then says whether the pods are ready, and if not, why.</summary>
internal sealed class WorkloadStage(TimeProvider clock, StreamWorld world, IClusterWriter writer, ReconcileDefaults defaults, IReconcileObserver observer)
{
    private const string Type = ConditionTypes.WorkloadReady;

    private readonly WorkloadPlan _plan = new(defaults);
    private readonly OwnedResourcesStage _resources = new(world, writer, defaults, observer);

    public async Task<WorkloadResult> ApplyAsync(
        ReconcileContext context, SpecResult spec, AwsResult aws, CutoverResult cutover, ReplicaResult replicas, CancellationToken cancellationToken)
    {
        var desired = _plan.Of(context, spec, aws, cutover, replicas);
        var applied = desired is null ? AppliedResources.None : await _resources.ApplyAsync(context, desired.Stream, cancellationToken);
        var fargate = context.Stream.Spec.Pod.Resources is { } asked && FargateSize.TryParse(asked.Cpu, asked.Memory, out var size) ? FargateReport.Of(size, context.Pods) : new FargateReport();
        var result = new WorkloadResult
        {
            WorkloadReady = applied.Problem ?? new ConditionResult(Type, null, ConditionReasons.NotChecked, "Pods are created as soon as the other conditions hold."),
            SettingsHash = desired?.SettingsHash,
            BilledCapacity = fargate.BilledCapacity,
            IsFailure = applied.IsFailure,
            RequeueAfter = applied.RequeueAfter,
        };
        // What the API server refused, or a name that is taken, says all; and without a Deployment nothing can be told of pods.
        return applied.Problem is not null || (context.Deployment is null && desired is null) ? result
            : await JudgeAsync(context, result, applied, fargate, replicas, cancellationToken);
    }

    private async Task<WorkloadResult> JudgeAsync(
        ReconcileContext context, WorkloadResult result, AppliedResources applied, FargateReport fargate, ReplicaResult replicas, CancellationToken cancellationToken)
    {
        // Pods that were left as they are, because the spec is invalid say, are judged as they are.
        var wanted = result.SettingsHash is null ? context.Deployment?.Spec?.Replicas ?? replicas.Count : replicas.Count;
        var diagnosis = applied.IsRollingOut && context.Deployment is not null
            ? WorkloadDiagnosis.NotTakenUp
            : WorkloadDiagnosis.Of(clock.GetUtcNow(), context.Deployment, context.Pods, wanted);
        var verdict = WithContested(applied.Contested, await ExplainedAsync(context, diagnosis, wanted, cancellationToken));
        var isReady = verdict.Holds == true;
        return result with
        {
            WorkloadReady = fargate.Warnings.Count == 0 ? verdict : verdict with { Message = $"{verdict.Message} {string.Join(' ', fargate.Warnings.Select(warning => warning.Message))}" },
            Events = [.. fargate.Warnings.Where(warning => context.State.ReportedWarnings.Add(warning.Message)).Select(warning => context.EventOf(isWarning: true, warning.Reason, "RunPods", warning.Message))],
            RequeueAfter = isReady || result.RequeueAfter < PodExamination.Patience ? result.RequeueAfter : PodExamination.Patience,
        };
    }

    /// <summary>Pods that are not ready may wait for certificates, of which their status says nothing.</summary>
    private async Task<ConditionResult> ExplainedAsync(ReconcileContext context, ConditionResult verdict, int wanted, CancellationToken cancellationToken) =>
        verdict.Holds != true && wanted > 0 && context.Stream.Spec.Pod.TrustedCertificates is { } source
        && await TrustExamination.ComplaintAsync(writer, context.Key.Namespace, source, cancellationToken) is { } complaint
            ? new ConditionResult(Type, false, ConditionReasons.PodConfigInvalid, complaint)
            : verdict;

    /// <summary>A field that comes back needs a person, and the pods go on: what ails them comes first all the same.</summary>
    private static ConditionResult WithContested(IReadOnlyList<string> fields, ConditionResult verdict)
    {
        if (fields.Count == 0)
        {
            return verdict;
        }

        var isGraver = verdict is { Holds: false, Reason: not (ConditionReasons.RollingOut or ConditionReasons.ScalingDown or ConditionReasons.PodsPending or ConditionReasons.DeploymentMissing) };
        var contested = string.Join(' ', fields);
        return isGraver
            ? verdict with { Message = $"{verdict.Message} {contested}" }
            : new ConditionResult(Type, false, ConditionReasons.DriftReturns, $"{contested} {verdict.Message}");
    }
}
