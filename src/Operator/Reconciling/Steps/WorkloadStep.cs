using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Workloads;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>WorkloadReady, second half: whether the pods are ready, and if not, why.</summary>
internal sealed class WorkloadStep(TimeProvider clock, IClusterWriter writer) : IReconcileStep
{
    private const string Type = ConditionTypes.WorkloadReady;

    public async Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        var fargate = context.Stream.Spec.Pod.Resources is { } asked && FargateSize.TryParse(asked.Cpu, asked.Memory, out var size) ? FargateReport.Of(size, context.Pods) : new FargateReport();
        context.BilledCapacity = fargate.BilledCapacity;
        // What the API server refused, or a name that is taken, was judged already.
        if (context.Find(Type) is not null)
        {
            return;
        }

        if (context.Deployment is null && context.SettingsHash is null)
        {
            context.Set(new ConditionResult(Type, null, ConditionReasons.NotChecked, "Pods are created as soon as the other conditions hold."));
            return;
        }

        // Pods that were left as they are, because the spec is invalid say, are judged as they are.
        var wanted = context.SettingsHash is null ? context.Deployment?.Spec?.Replicas ?? context.Replicas : context.Replicas;
        var diagnosis = context is { IsRollingOut: true, Deployment: not null }
            ? WorkloadDiagnosis.NotTakenUp
            : WorkloadDiagnosis.Of(clock.GetUtcNow(), context.Deployment, context.Pods, wanted);
        var verdict = WithContested(context, await ExplainedAsync(context, diagnosis, wanted, cancellationToken));
        context.Set(fargate.Warnings.Count == 0 ? verdict : verdict with { Message = $"{verdict.Message} {string.Join(' ', fargate.Warnings.Select(warning => warning.Message))}" });
        foreach (var warning in fargate.Warnings.Where(warning => context.State.ReportedWarnings.Add(warning.Message)))
        {
            context.RecordEvent(isWarning: true, warning.Reason, "RunPods", warning.Message);
        }

        if (verdict.Holds != true)
        {
            context.RequeueAfter(PodExamination.Patience);
        }
    }

    /// <summary>Pods that are not ready may wait for certificates, of which their status says nothing.</summary>
    private async Task<ConditionResult> ExplainedAsync(ReconcileContext context, ConditionResult verdict, int wanted, CancellationToken cancellationToken) =>
        verdict.Holds != true && wanted > 0 && context.Stream.Spec.Pod.TrustedCertificates is { } source
        && await TrustExamination.ComplaintAsync(writer, context.Key.Namespace, source, cancellationToken) is { } complaint
            ? new ConditionResult(Type, false, ConditionReasons.PodConfigInvalid, complaint)
            : verdict;

    /// <summary>A field that comes back needs a person, and the pods go on: what ails them comes first all the same.</summary>
    private static ConditionResult WithContested(ReconcileContext context, ConditionResult verdict)
    {
        if (context.Contested.Count == 0)
        {
            return verdict;
        }

        var isGraver = verdict is { Holds: false, Reason: not (ConditionReasons.RollingOut or ConditionReasons.ScalingDown or ConditionReasons.PodsPending or ConditionReasons.DeploymentMissing) };
        var contested = string.Join(' ', context.Contested);
        return isGraver
            ? verdict with { Message = $"{verdict.Message} {contested}" }
            : new ConditionResult(Type, false, ConditionReasons.DriftReturns, $"{contested} {verdict.Message}");
    }
}
