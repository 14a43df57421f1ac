using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Workloads;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>WorkloadReady, second half: whether the pods are ready, and if not, why.</summary>
internal sealed class WorkloadStep(TimeProvider clock, IClusterWriter writer) : IReconcileStep
{
    private const string Type = ConditionTypes.WorkloadReady;

    public async Task RunAsync(ReconcileContext run, CancellationToken cancellationToken)
    {
        var fargate = run.Stream.Spec.Pod.Resources is { } asked && FargateSize.TryParse(asked.Cpu, asked.Memory, out var size) ? FargateReport.Of(size, run.Pods) : new FargateReport();
        run.BilledCapacity = fargate.BilledCapacity;
        // What the API server refused, or a name that is taken, was judged already.
        if (run.Find(Type) is not null)
        {
            return;
        }

        if (run.Deployment is null && run.SettingsHash is null)
        {
            run.Set(new ConditionResult(Type, null, ConditionReasons.NotChecked, "Pods are created as soon as the other conditions hold."));
            return;
        }

        // Pods that were left as they are, because the spec is invalid say, are judged as they are.
        var wanted = run.SettingsHash is null ? run.Deployment?.Spec?.Replicas ?? run.Replicas : run.Replicas;
        var diagnosis = run is { IsRollingOut: true, Deployment: not null }
            ? WorkloadDiagnosis.NotTakenUp
            : WorkloadDiagnosis.Of(clock.GetUtcNow(), run.Deployment, run.Pods, wanted);
        var verdict = WithContested(run, await ExplainedAsync(run, diagnosis, wanted, cancellationToken));
        run.Set(fargate.Warnings.Count == 0 ? verdict : verdict with { Message = $"{verdict.Message} {string.Join(' ', fargate.Warnings.Select(warning => warning.Message))}" });
        foreach (var warning in fargate.Warnings.Where(warning => run.State.ReportedWarnings.Add(warning.Message)))
        {
            run.RecordEvent(isWarning: true, warning.Reason, "RunPods", warning.Message);
        }

        if (verdict.Holds != true)
        {
            run.RequeueAfter(PodExamination.Patience);
        }
    }

    /// <summary>Pods that are not ready may wait for certificates, of which their status says nothing.</summary>
    private async Task<ConditionResult> ExplainedAsync(ReconcileContext run, ConditionResult verdict, int wanted, CancellationToken cancellationToken) =>
        verdict.Holds != true && wanted > 0 && run.Stream.Spec.Pod.TrustedCertificates is { } source
        && await TrustExamination.ComplaintAsync(writer, run.Key.Namespace, source, cancellationToken) is { } complaint
            ? new ConditionResult(Type, false, ConditionReasons.PodConfigInvalid, complaint)
            : verdict;

    /// <summary>A field that comes back needs a person, and the pods go on: what ails them comes first all the same.</summary>
    private static ConditionResult WithContested(ReconcileContext run, ConditionResult verdict)
    {
        if (run.Contested.Count == 0)
        {
            return verdict;
        }

        var isGraver = verdict is { Holds: false, Reason: not (ConditionReasons.RollingOut or ConditionReasons.ScalingDown or ConditionReasons.PodsPending or ConditionReasons.DeploymentMissing) };
        var contested = string.Join(' ', run.Contested);
        return isGraver
            ? verdict with { Message = $"{verdict.Message} {contested}" }
            : new ConditionResult(Type, false, ConditionReasons.DriftReturns, $"{contested} {verdict.Message}");
    }
}
