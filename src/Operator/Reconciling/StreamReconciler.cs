using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Stages;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Makes the world as one stream wants it: each stage takes what the ones before it found, and the status is written once.</summary>
internal sealed class StreamReconciler(StreamWorld world, ReconcileStateStore states, IClusterWriter writer, ReconcileStages stages) : IEntityController
{
    private static readonly TimeSpan AfterConflict = TimeSpan.FromSeconds(5);

    public async Task<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (world.Streams.Find(key) is not { } stream)
        {
            states.Forget(key);
            return ReconcileResult.Done;
        }

        var context = BeginOf(key, stream);
        var isHeld = stream.Metadata.Finalizers?.Contains(StreamApi.Finalizer) is true;
        var isDeleting = stream.Metadata.DeletionTimestamp is not null;
        if (isDeleting && !isHeld)
        {
            return ReconcileResult.Done;
        }

        try
        {
            if (!isHeld)
            {
                // Before anything is made that would have to be taken down.
                await writer.ApplyFinalizerAsync(key, stream.Metadata.Uid, isPresent: true, cancellationToken);
            }

            return isDeleting ? await DeleteAsync(context, cancellationToken) : await RunAsync(context, cancellationToken);
        }
        catch (ApiServerException problem) when (problem.Status is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.Conflict)
        {
            // Mostly deleted in this moment, and the watch tells in the next; but a conflict over a child is answered in the same words.
            return ReconcileResult.After(AfterConflict);
        }
    }

    private async Task<ReconcileResult> RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        var check = stages.Spec.Check(context);
        var aws = await stages.Inspections.RunAsync(context, check.Usable, cancellationToken);
        var spec = stages.Spec.Decide(context, check, aws);
        var cutover = await stages.Cutover.DecideAsync(context, spec, aws, cancellationToken);
        var progress = stages.Progress.Report(context, spec, aws, cutover);
        var replicas = stages.Replicas.Decide(context, spec, aws, cutover, progress);
        var workload = await stages.Workload.ApplyAsync(context, spec, aws, cutover, replicas, cancellationToken);
        var results = new StageResults { Spec = spec, Aws = aws, Cutover = cutover, Progress = progress, Replicas = replicas, Workload = workload };
        var status = await stages.Status.WriteAsync(context, results, cancellationToken);
        return new ReconcileResult { RequeueAfter = new[] { results.RequeueAfter, status }.Min(), IsFailure = workload.IsFailure };
    }

    private async Task<ReconcileResult> DeleteAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        var deletion = await stages.Deletion.RunAsync(context, stages.Spec.Check(context).Addresses, cancellationToken);
        // A stream that is released has no status any more.
        await (deletion.RequeueAfter is null
            ? stages.Status.TellAsync(context, deletion.Events, cancellationToken)
            : stages.Status.WriteAsync(context, deletion, cancellationToken));
        return new ReconcileResult { RequeueAfter = deletion.RequeueAfter };
    }

    private ReconcileContext BeginOf(NamespacedName key, KeyspacesCdcStream stream)
    {
        var state = states.Of(key, stream.Metadata.Uid);
        state.Time.Begin();
        state.SeeGeneration(stream.Metadata.Generation);
        return new ReconcileContext(stream, state)
        {
            Deployment = world.Deployments.Find(key with { Name = OwnedResourceNames.Deployment(key.Name) }),
            Pods = world.PodsOf(key),
        };
    }
}
