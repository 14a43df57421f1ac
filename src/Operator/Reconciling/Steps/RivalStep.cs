using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>SpecValid, once the checkpoint table was looked at: refuses a stream that another one stands in the way of.</summary>
internal sealed class RivalStep(StreamWorld world, ReconcileDefaults defaults) : IReconcileStep
{
    private static readonly TimeSpan WhileRefused = TimeSpan.FromSeconds(30);

    private readonly StreamConflicts _duplicates = new(defaults.Region);

    public Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        if (context.Holds(ConditionTypes.SpecValid) && _duplicates.Find(context.Stream, TableHold.Of(context.Table, context, defaults), world.Streams) is { } duplicate)
        {
            context.Set(duplicate.Result);
            context.RequeueAfter(WhileRefused);
        }

        return Task.CompletedTask;
    }
}
