namespace KeyspacesStreamer.Testing.Cluster;

/// <summary>A process of the cluster that a test may stop, kill and start.</summary>
public enum ClusterPiece
{
    Etcd,
    ApiServer,

    /// <summary>The server of custom resources behind the API server; ready-made programs have none.</summary>
    CustomResources,

    /// <summary>The controllers of Kubernetes, its garbage collector among them; an API server alone has none.</summary>
    Controllers,
}
