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

    public async Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        // Without a Deployment nobody has written there yet.
        if (context.Addresses is not { Checkpoint: var address } || context.Deployment is null || !context.Holds(ConditionTypes.SpecValid))
        {
            return;
        }

        try
        {
            context.Leases = await context.State.Leases.GetAsync(
                address, token => tables.ReadAsync(address, token), _ => KeepTime(context), problem => observer.AwsFailed(context.Key, "Progress", problem), cancellationToken);
            context.IsTableGone = context.Leases is null;
        }
        catch (AwsCallException problem)
        {
            context.Set(AwsConditions.Of(ConditionTypes.Ready, problem));
        }

        context.RequeueAfter(context.State.Leases.RetryIn);
    }

    private TimeSpan KeepTime(ReconcileContext context) => context.Stream.Spec.Suspend ? WhileSuspended : IsBecomingReady(context) ? UntilReady : Usual;

    /// <summary>What has not become ready for long needs a person, and no closer look.</summary>
    private bool IsBecomingReady(ReconcileContext context)
    {
        var status = context.Stream.Status;
        var ready = Conditions.Find(status?.Conditions, ConditionTypes.Ready);
        return ready?.Status == "True"
            ? status?.ObservedGeneration != context.Stream.Metadata.Generation
            : context.State.SinceGeneration < BecomingReady || ready is null || clock.GetUtcNow() - ready.LastTransitionTime.ToUniversalTime() < BecomingReady;
    }
}
