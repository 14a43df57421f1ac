namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>Part of a pod in which a failure happened: the label <c>stage</c> of <c>keyspaces_cdc_faults_total</c>.</summary>
internal enum FaultStage
{
    Startup,
    Leases,
    Reading,
    Checkpoints,
    Objects,
    Shards,
    Status,
}
