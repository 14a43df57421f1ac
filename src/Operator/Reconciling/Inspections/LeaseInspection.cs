using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>Reads the lease table, from which the progress is told: every 30 seconds, more often while it becomes ready, seldom while it is suspended.</summary>
internal sealed class LeaseInspection(TimeProvider clock, ICheckpointTables tables, IReconcileObserver observer)
{
    private const string Progress = "Progress";
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan UntilReady = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BecomingReady = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WhileSuspended = TimeSpan.FromMinutes(5);

    private readonly AwsInspector _inspector = new(observer);

    public async Task<Inspection<LeaseReport>> RunAsync(ReconcileContext context, CheckpointAddress address, CancellationToken cancellationToken)
    {
        // Without a Deployment nobody has written there yet.
        if (context.Deployment is null)
        {
            return new Inspection<LeaseReport>();
        }

        var question = new AwsQuestion<CheckpointAddress, LeaseReport?>
        {
            Type = Progress,
            Answers = context.State.Leases,
            Key = address,
            Ask = token => tables.ReadAsync(address, token),
            KeepFor = _ => KeepTime(context),
        };
        return await _inspector.InspectAsync(
            context,
            question,
            report => new Inspection<LeaseReport> { Found = report },
            problem => new Inspection<LeaseReport> { Condition = AwsConditions.Of(ConditionTypes.Ready, problem) },
            cancellationToken);
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
