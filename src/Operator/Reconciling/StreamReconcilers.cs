using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
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
            new AwsInspections(clock, world, aws, defaults, observer),
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
