using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Workloads;
using KeyspacesStreamer.Operator.Resources;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>
/// Takes a deleted stream down: ends its pods, waits until they have flushed, deletes the checkpoint table if the policy says so, and lets
/// go. It always ends: nothing in AWS or in the cluster that is gone, refused or out of reach holds it back for ever.
/// </summary>
internal sealed class StreamDeletion(TimeProvider clock, IClusterWriter writer, ICheckpointTables tables, ReconcileDefaults defaults, IReconcileObserver observer)
{
    private const string Step = "Deletion";
    private const string Orphan = "orphan"; // https://kubernetes.io/docs/concepts/architecture/garbage-collection/#orphaned-dependents
    private static readonly TimeSpan PodsReserve = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TablePatience = TimeSpan.FromMinutes(5);

    public async Task<ReconcileResult> RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        var seenAt = context.State.DeletionSeenAt ??= clock.GetTimestamp();
        var isOrphaning = context.Stream.Metadata.Finalizers.Contains(Orphan);
        if (!isOrphaning && await HavePodsToEndAsync(context, clock.GetElapsedTime(seenAt), cancellationToken))
        {
            return ReconcileResult.After(LookAgain);
        }

        if (context.Stream.Spec.Checkpoint.DeletionPolicy == nameof(CheckpointDeletionPolicy.Delete) && await IsTableInTheWayAsync(context, isOrphaning, cancellationToken))
        {
            return ReconcileResult.After(context.State.TableDeletion.RetryIn > LookAgain ? context.State.TableDeletion.RetryIn : LookAgain);
        }

        await ReleaseAsync(context, cancellationToken);
        return ReconcileResult.Done;
    }

    /// <summary>Pods get their grace period to flush, and two minutes more to end. As long as there is a Deployment, more pods may come.</summary>
    private async Task<bool> HavePodsToEndAsync(ReconcileContext context, TimeSpan waited, CancellationToken cancellationToken)
    {
        var deployment = context.Deployment?.Metadata is { } live && Ownership.IsControlledBy(live, context.Stream) ? live : null;
        if (deployment is { DeletionTimestamp: null })
        {
            await EndPodsAsync(context, deployment, cancellationToken);
        }

        var left = context.Pods.Count(pod => !PodLife.HasEnded(pod));
        if (deployment is null && left == 0 || context.State.IsPatienceWithPodsOver)
        {
            return false;
        }

        if (waited < TimeSpan.FromSeconds(context.Stream.Spec.Pod.TerminationGracePeriodSeconds) + PodsReserve)
        {
            return true;
        }

        context.State.IsPatienceWithPodsOver = true;
        if (left > 0)
        {
            context.RecordEvent(isWarning: true, "PodsStillRunning", "DeleteStream", $"{MessageText.Counted(left, "pod")} did not end within their grace period; the stream is released all the same. What they have not committed stays prepared in the checkpoint table.");
        }

        return false;
    }

    /// <summary>A refusal is told and waited out: when the stream is released, the cluster's garbage collection takes the Deployment down.</summary>
    private async Task EndPodsAsync(ReconcileContext context, V1ObjectMeta deployment, CancellationToken cancellationToken)
    {
        try
        {
            // Of this version: the cache may not have shown yet that it was orphaned, and then it stays.
            await writer.DeleteAsync(ResourceKinds.Deployments, NamespacedNameOf(context, deployment.Name), deployment.Uid, deployment.ResourceVersion, cancellationToken);
        }
        catch (ApiServerException problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Forbidden or ApiFaultKind.Refused } fault)
        {
            context.Set(new ConditionResult(ConditionTypes.Ready, false, ConditionReasons.Deleting, $"The pods are not told to stop before the stream is released: {fault.Message}"));
        }
    }

    private async Task<bool> IsTableInTheWayAsync(ReconcileContext context, bool isOrphaning, CancellationToken cancellationToken)
    {
        if (context.Addresses is not { Checkpoint: var address })
        {
            context.RecordEvent(isWarning: true, "CheckpointTableLeft", "DeleteCheckpointTable", $"DynamoDB table {context.Stream.Spec.CheckpointTable()} was not deleted: where it is cannot be told from the spec. Delete it by hand.");
            return false;
        }

        if (address.Endpoint is { } endpoint && !defaults.AllowedEndpoints.Allows(endpoint))
        {
            context.RecordEvent(isWarning: true, "CheckpointTableLeft", "DeleteCheckpointTable", $"DynamoDB table {address} was not deleted: {AllowedEndpoints.EntryOf(endpoint)} is not among the operator's {AllowedEndpoints.Option}. Delete it by hand.");
            return false;
        }

        if (isOrphaning)
        {
            context.RecordEvent(isWarning: true, "CheckpointTableKept", "DeleteCheckpointTable", $"DynamoDB table {address} is kept: the pods are to outlive the stream, and need it.");
            return false;
        }

        var waited = clock.GetElapsedTime(context.State.TableDeletionBeganAt ??= clock.GetTimestamp());
        try
        {
            await context.State.TableDeletion.GetAsync(
                address, token => FindAndDeleteAsync(context, address, token), _ => TimeSpan.Zero, problem => observer.AwsFailed(context.Key, Step, problem), cancellationToken);
            return false;
        }
        catch (AwsCallException problem) when (waited < TablePatience)
        {
            context.Set(new ConditionResult(ConditionTypes.Ready, false, ConditionReasons.Deleting, $"Waiting to delete the checkpoint table: {problem.Message}"));
            return true;
        }
        catch (AwsCallException problem)
        {
            context.RecordEvent(isWarning: true, "CheckpointTableLeft", "DeleteCheckpointTable", $"DynamoDB table {address} was not deleted: {problem.Message} Delete it by hand.");
            return false;
        }
    }

    private async Task<CheckpointTable?> FindAndDeleteAsync(ReconcileContext context, CheckpointAddress address, CancellationToken cancellationToken)
    {
        var table = await tables.DescribeAsync(address, cancellationToken);
        if (table is null or { State: CheckpointTableState.Deleting })
        {
            return table;
        }

        if (table.State == CheckpointTableState.Creating)
        {
            // Whose it is shows when it is active, and it cannot be deleted before.
            throw new AwsCallException(AwsFaultKind.Unavailable, AwsActions.DeleteTable, CheckpointCalls.ArnOf(address), $"Table {address} is being created and cannot be deleted yet.", null);
        }

        if (TableClaims.ReasonToKeep(table, context, defaults) is { } reason)
        {
            context.RecordEvent(isWarning: true, "CheckpointTableKept", "DeleteCheckpointTable", $"DynamoDB table {address} is kept: {reason}.");
            return table;
        }

        if (table.IsProtected)
        {
            await tables.UnprotectAsync(address, cancellationToken);
        }

        await tables.DeleteAsync(address, cancellationToken);
        context.RecordEvent(isWarning: false, "CheckpointTableDeleted", "DeleteCheckpointTable", $"DynamoDB table {address} is deleted, as spec.checkpoint.deletionPolicy says.");
        return table;
    }

    private async Task ReleaseAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        await writer.ApplyFinalizerAsync(context.Key, context.Stream.Metadata.Uid, isPresent: false, cancellationToken);
        observer.Released(context.Key);
    }

    private static NamespacedName NamespacedNameOf(ReconcileContext context, string name) => context.Key with { Name = name };
}
