using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Steps;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Puts the reconciler together: the steps and their order.</summary>
internal static class StreamReconcilers
{
    public static StreamReconciler Create(
        TimeProvider clock, Random random, StreamWorld world, IClusterWriter writer, AwsParts aws, ReconcileDefaults defaults, IReconcileObserver observer)
    {
        var steps = new ReconcileSteps(
            new SpecStep(defaults),
            [
                new StreamStep(aws.Streams, observer),
                new CheckpointTableStep(world, aws.Tables, defaults, observer),
                new DestinationStep(aws.Buckets, observer),
                new ImageStep(aws.Images, defaults, observer),
                new LeaseStep(clock, aws.Tables, observer),
                // The last, because it may say that the spec is not valid, and all look at a spec that was.
                new ColumnStep(aws.Streams, observer),
            ],
            [
                new RivalStep(world, defaults),
                new CutoverStep(aws.Streams, aws.Tables, defaults, observer),
                new ProgressStep(clock, defaults),
                new ReplicaStep(observer),
                new OwnedResourcesStep(world, writer, defaults, observer),
                new WorkloadStep(clock, writer),
            ]);
        return new StreamReconciler(
            world, new ReconcileStateStore(clock, random), writer, steps, new StreamDeletion(clock, writer, aws.Tables, defaults, observer), new StatusWriter(clock, writer, defaults, observer));
    }
}
