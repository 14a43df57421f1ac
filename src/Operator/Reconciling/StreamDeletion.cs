using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Stages;
using KeyspacesStreamer.Operator.Reconciling.Workloads;
using KeyspacesStreamer.Operator.Resources;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>
/// Takes a deleted stream down: ends its pods, waits until they have flushed, deletes the checkpoint table if the policy says so, and releases the
/// stream. It always ends: nothing in AWS or in the cluster that is gone, refused or out of reach holds it back for ever.
/// </summary>
internal sealed class StreamDeletion(TimeProvider clock, IClusterWriter writer, ICheckpointTables tables, ReconcileDefaults defaults, IReconcileObserver observer)
{
    private const string Orphan = "orphan"; // https://kubernetes.io/docs/concepts/architecture/garbage-collection/#orphaned-dependents
    private static readonly TimeSpan PodsReserve = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private readonly CheckpointTableDeletion _table = new(clock, tables, defaults, observer);

    /// <param name="context">The stream.</param>
    /// <param name="addresses">Where its table is; null when that cannot be told.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>When to look again; without that the stream was released.</returns>
    public async Task<DeletionResult> RunAsync(ReconcileContext context, StreamAddresses? addresses, CancellationToken cancellationToken)
    {
        var seenAt = context.State.DeletionSeenAt ??= clock.GetTimestamp();
        var isOrphaning = context.Stream.Metadata.Finalizers.Contains(Orphan);
        var pods = isOrphaning ? new DeletionResult() : await EndPodsAsync(context, clock.GetElapsedTime(seenAt), cancellationToken);
        var result = pods.RequeueAfter is null && context.Stream.Spec.Checkpoint.DeletionPolicy == nameof(CheckpointDeletionPolicy.Delete)
            ? Joined(pods, await _table.RunAsync(context, addresses, isOrphaning, cancellationToken))
            : pods;
        if (result.RequeueAfter is null)
        {
            await writer.ApplyFinalizerAsync(context.Key, context.Stream.Metadata.Uid, isPresent: false, cancellationToken);
            observer.Released(context.Key);
        }

        return result;
    }

    /// <summary>Pods get their grace period to flush, and two minutes more to end. As long as there is a Deployment, more pods may come.</summary>
    private async Task<DeletionResult> EndPodsAsync(ReconcileContext context, TimeSpan waited, CancellationToken cancellationToken)
    {
        var deployment = context.Deployment?.Metadata is { } live && Ownership.IsControlledBy(live, context.Stream) ? live : null;
        var refusal = deployment is { DeletionTimestamp: null } ? await DeleteAsync(context, deployment, cancellationToken) : null;
        var left = context.Pods.Count(pod => !PodLife.HasEnded(pod));
        if (deployment is null && left == 0 || context.State.IsPatienceWithPodsOver)
        {
            return new DeletionResult { HeldUpBy = refusal };
        }

        if (waited < TimeSpan.FromSeconds(context.Stream.Spec.Pod.TerminationGracePeriodSeconds) + PodsReserve)
        {
            return new DeletionResult { HeldUpBy = refusal, RequeueAfter = LookAgain };
        }

        context.State.IsPatienceWithPodsOver = true;
        return new DeletionResult { HeldUpBy = refusal, Events = left == 0 ? [] : [StillRunning(context, left)] };
    }

    /// <summary>A refusal is told and waited out: when the stream is released, the cluster's garbage collection takes the Deployment down.</summary>
    /// <returns>Null when the Deployment is deleted.</returns>
    private async Task<string?> DeleteAsync(ReconcileContext context, V1ObjectMeta deployment, CancellationToken cancellationToken)
    {
        try
        {
            // Of this version: the cache may not have shown yet that it was orphaned, and then it stays.
            await writer.DeleteAsync(ResourceKinds.Deployments, context.Key with { Name = deployment.Name }, deployment.Uid, deployment.ResourceVersion, cancellationToken);
            observer.ChildDeleted(context.Key, ResourceKinds.Deployments.Plural, deployment.Name);
            return null;
        }
        catch (ApiServerException problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Forbidden or ApiFaultKind.Refused } fault)
        {
            return $"The pods are not told to stop before the stream is released: {fault.Message}";
        }
    }

    private static StreamEvent StillRunning(ReconcileContext context, int left) => context.EventOf(
        isWarning: true, "PodsStillRunning", "DeleteStream",
        $"{MessageText.Counted(left, "pod")} did not end within their grace period; the stream is released all the same. What they have not committed stays prepared in the checkpoint table.");

    private static DeletionResult Joined(DeletionResult pods, DeletionResult table) => table with { HeldUpBy = table.HeldUpBy ?? pods.HeldUpBy, Events = [.. pods.Events, .. table.Events] };
}
