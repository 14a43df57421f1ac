using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Cluster;
using KeyspacesStreamer.Operator.Desired;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>
/// Takes a deleted stream down: ends its pods, waits until they have flushed, deletes the checkpoint table if the policy says so, and lets
/// go. It always ends: nothing in AWS or in the cluster that is gone, refused or out of reach holds it back for ever.
/// </summary>
internal sealed class StreamDeletion(TimeProvider clock, IClusterWriter writer, ICheckpointTables tables, IReconcileObserver observer)
{
    private const string Step = "Deletion";
    private const string Orphan = "orphan"; // https://kubernetes.io/docs/concepts/architecture/garbage-collection/#orphaned-dependents
    private static readonly TimeSpan PodsReserve = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TablePatience = TimeSpan.FromMinutes(5);

    public async Task<ReconcileResult> RunAsync(ReconcileRun run, CancellationToken cancellationToken)
    {
        var seenAt = run.Memory.DeletionSeenAt ??= clock.GetTimestamp();
        if (!run.Stream.Metadata.Finalizers.Contains(Orphan) && await HavePodsToEndAsync(run, clock.GetElapsedTime(seenAt), cancellationToken))
        {
            return ReconcileResult.After(LookAgain);
        }

        if (await IsTableInTheWayAsync(run, clock.GetElapsedTime(seenAt), cancellationToken))
        {
            return ReconcileResult.After(run.Memory.TableDeletion.Left > LookAgain ? run.Memory.TableDeletion.Left : LookAgain);
        }

        await ReleaseAsync(run, cancellationToken);
        return ReconcileResult.Done;
    }

    /// <summary>Pods get their grace period to flush, and two minutes more to be gone.</summary>
    private async Task<bool> HavePodsToEndAsync(ReconcileRun run, TimeSpan waited, CancellationToken cancellationToken)
    {
        if (run.Deployment is { Metadata: { DeletionTimestamp: null } deployment } && Ownership.IsControlledBy(deployment, run.Stream))
        {
            await EndPodsAsync(run, deployment, cancellationToken);
        }

        if (run.Pods.Count == 0 || run.Memory.IsPatienceWithPodsOver)
        {
            return false;
        }

        if (waited < TimeSpan.FromSeconds(run.Stream.Spec.Pod.TerminationGracePeriodSeconds) + PodsReserve)
        {
            return true;
        }

        run.Memory.IsPatienceWithPodsOver = true;
        run.Tell(isWarning: true, "PodsStillRunning", "DeleteStream", $"{run.Pods.Count} pods have not ended within their grace period; the stream is let go all the same. What they have not committed stays promised in the checkpoint table.");
        return false;
    }

    /// <summary>A refusal is told and waited out: when the stream is let go, the cluster's garbage collection takes the Deployment down.</summary>
    private async Task EndPodsAsync(ReconcileRun run, V1ObjectMeta deployment, CancellationToken cancellationToken)
    {
        try
        {
            await writer.DeleteAsync(ResourceKinds.Deployments, ResourceKeyOf(run, deployment.Name), deployment.Uid, cancellationToken);
        }
        catch (ApiServerException problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Forbidden or ApiFaultKind.Refused } fault)
        {
            run.Judge(new Judgement(ConditionTypes.Ready, false, ConditionReasons.Deleting, $"The pods are not told to stop before the stream is let go: {fault.Message}"));
        }
    }

    private async Task<bool> IsTableInTheWayAsync(ReconcileRun run, TimeSpan waited, CancellationToken cancellationToken)
    {
        if (run.Stream.Spec.Checkpoint.DeletionPolicy != nameof(CheckpointDeletionPolicy.Delete) || run.Addresses is not { Checkpoint: var address })
        {
            return false;
        }

        try
        {
            run.Table = await run.Memory.TableDeletion.AskAsync(
                address, token => FindAndDeleteAsync(run, address, token), _ => TimeSpan.Zero, problem => observer.AwsFailed(run.Key, Step, problem), cancellationToken);
            return false;
        }
        catch (AwsCallException problem) when (waited < TablePatience)
        {
            run.Judge(new Judgement(ConditionTypes.Ready, false, ConditionReasons.Deleting, $"The checkpoint table is to be deleted with the stream: {problem.Message}"));
            return true;
        }
        catch (AwsCallException problem)
        {
            run.Tell(isWarning: true, "CheckpointTableLeft", "DeleteCheckpointTable", $"DynamoDB table {address} was not deleted: {problem.Message} Delete it by hand.");
            return false;
        }
    }

    private async Task<CheckpointTable?> FindAndDeleteAsync(ReconcileRun run, CheckpointAddress address, CancellationToken cancellationToken)
    {
        var table = await tables.DescribeAsync(address, cancellationToken);
        if (table is null or { State: CheckpointTableState.Deleting })
        {
            return table;
        }

        if ((table.Owner?.Resource ?? table.CreatedFor) != run.Key.ToString())
        {
            run.Tell(isWarning: true, "CheckpointTableKept", "DeleteCheckpointTable", $"DynamoDB table {address} is kept: it belongs to {table.Owner?.Resource ?? table.CreatedFor ?? "nobody the operator knows"}.");
            return table;
        }

        await tables.DeleteAsync(address, cancellationToken);
        run.Tell(isWarning: false, "CheckpointTableDeleted", "DeleteCheckpointTable", $"DynamoDB table {address} is deleted, as spec.checkpoint.deletionPolicy says.");
        return table;
    }

    private async Task ReleaseAsync(ReconcileRun run, CancellationToken cancellationToken)
    {
        await writer.ApplyFinalizerAsync(run.Key, run.Stream.Metadata.Uid, isPresent: false, cancellationToken);
        observer.Released(run.Key);
    }

    private static Queues.ResourceKey ResourceKeyOf(ReconcileRun run, string name) => run.Key with { Name = name };
}
