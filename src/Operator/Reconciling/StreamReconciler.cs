using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Makes the world as one stream wants it: runs the steps in their order, then writes the status once.</summary>
internal sealed class StreamReconciler(
    StreamWorld world, ReconcileStateStore memories, IClusterWriter writer, ReconcileSteps steps, StreamDeletion deletion, StatusWriter statuses) : IEntityController
{
    private static readonly TimeSpan AfterConflict = TimeSpan.FromSeconds(5);

    public async Task<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (world.Streams.Find(key) is not { } stream)
        {
            memories.Forget(key);
            return ReconcileResult.Done;
        }

        var context = BeginOf(key, stream);
        var isHeld = stream.Metadata.Finalizers?.Contains(StreamApi.Finalizer) is true;
        if (stream.Metadata.DeletionTimestamp is not null)
        {
            return isHeld ? await DeleteAsync(context, cancellationToken) : ReconcileResult.Done;
        }

        try
        {
            if (!isHeld)
            {
                // Before anything is made that would have to be taken down.
                await writer.ApplyFinalizerAsync(key, stream.Metadata.Uid, isPresent: true, cancellationToken);
            }

            await RunAsync(context, cancellationToken);
            await statuses.WriteAsync(context, cancellationToken);
        }
        catch (ApiServerException problem) when (IsGone(problem))
        {
            // Mostly deleted in this moment, and the watch tells in the next; but a conflict over a child is answered in the same words.
            return ReconcileResult.After(AfterConflict);
        }

        return new ReconcileResult { RequeueAfter = context.RequeueIn, IsFailure = context.Error is not null };
    }

    private async Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        await steps.Spec.RunAsync(context, cancellationToken);
        context.Take(await steps.Inspections.RunAsync(context, context.Holds(ConditionTypes.SpecValid) ? context.Addresses : null, cancellationToken));
        foreach (var step in steps.Actions)
        {
            await step.RunAsync(context, cancellationToken);
        }
    }

    private async Task<ReconcileResult> DeleteAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        try
        {
            await steps.Spec.RunAsync(context, cancellationToken);
            var result = await deletion.RunAsync(context, cancellationToken);
            // A stream that is released has no status any more.
            await (result.RequeueAfter is null ? statuses.TellAsync(context, cancellationToken) : statuses.WriteAsync(context, cancellationToken));
            return result;
        }
        catch (ApiServerException problem) when (IsGone(problem))
        {
            return ReconcileResult.After(AfterConflict);
        }
    }

    private ReconcileContext BeginOf(NamespacedName key, KeyspacesCdcStream stream)
    {
        var memory = memories.Of(key, stream.Metadata.Uid);
        memory.Time.Begin();
        memory.SeeGeneration(stream.Metadata.Generation);
        return new ReconcileContext(stream, memory)
        {
            Deployment = world.Deployments.Find(key with { Name = OwnedResourceNames.Deployment(key.Name) }),
            Pods = world.PodsOf(key),
        };
    }

    private static bool IsGone(ApiServerException problem) => problem.Status is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.Conflict;
}
