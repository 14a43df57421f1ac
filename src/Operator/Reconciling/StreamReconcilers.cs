using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Reconciling.Stages;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Puts the reconciler together.</summary>
internal static class StreamReconcilers
{
    public static StreamReconciler Create(
        TimeProvider clock, Random random, StreamWorld world, IClusterWriter writer, AwsParts aws, ReconcileDefaults defaults, IReconcileObserver observer)
    {
        var stages = new ReconcileStages
        {
            Spec = new SpecStage(world, defaults),
            Inspections = new AwsInspections(clock, world, aws, defaults, observer),
            Cutover = new CutoverStage(aws.Streams, aws.Tables, defaults, observer),
            Progress = new ProgressStage(clock, defaults),
            Replicas = new ReplicaStage(observer),
            Workload = new WorkloadStage(clock, world, writer, defaults, observer),
            Status = new StatusWriter(clock, writer, defaults, observer),
            Deletion = new StreamDeletion(clock, writer, aws.Tables, defaults, observer),
        };
        return new StreamReconciler(world, new ReconcileStateStore(clock, random), writer, stages);
    }
}
