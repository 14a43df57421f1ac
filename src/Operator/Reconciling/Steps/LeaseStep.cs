using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>Reads the lease table, from which the progress is told: every 30 seconds, more often while it becomes ready, seldom while it is suspended.</summary>
internal sealed class LeaseStep(TimeProvider clock, ICheckpointTables tables, IReconcileObserver observer) : IReconcileStep
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UntilReady = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BecomingReady = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WhileSuspended = TimeSpan.FromMinutes(5);

    public async Task RunAsync(ReconcileContext run, CancellationToken cancellationToken)
    {
        // Without a Deployment nobody has written there yet.
        if (run.Addresses is not { Checkpoint: var address } || run.Deployment is null || !run.Holds(ConditionTypes.SpecValid))
        {
            return;
        }

        try
        {
            run.Leases = await run.State.Leases.GetAsync(
                address, token => tables.ReadAsync(address, token), _ => KeepTime(run), problem => observer.AwsFailed(run.Key, "Progress", problem), cancellationToken);
            run.IsTableGone = run.Leases is null;
        }
        catch (AwsCallException problem)
        {
            run.Set(AwsConditions.Of(ConditionTypes.Ready, problem));
        }

        run.RequeueAfter(run.State.Leases.RetryIn);
    }

    private TimeSpan KeepTime(ReconcileContext run) => run.Stream.Spec.Suspend ? WhileSuspended : IsBecomingReady(run) ? UntilReady : Usual;

    /// <summary>What has not become ready for long needs a person, and no closer look.</summary>
    private bool IsBecomingReady(ReconcileContext run)
    {
        var status = run.Stream.Status;
        var ready = Conditions.Find(status?.Conditions, ConditionTypes.Ready);
        return ready?.Status == "True"
            ? status?.ObservedGeneration != run.Stream.Metadata.Generation
            : run.State.SinceGeneration < BecomingReady || ready is null || clock.GetUtcNow() - ready.LastTransitionTime.ToUniversalTime() < BecomingReady;
    }
}
