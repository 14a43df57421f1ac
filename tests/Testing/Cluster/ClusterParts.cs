namespace KeyspacesStreamer.Testing.Cluster;

/// <summary>How much of Kubernetes a test needs; each includes the one before.</summary>
public enum ClusterParts
{
    /// <summary>etcd and an API server: objects are stored and checked, and nothing happens to them.</summary>
    ApiServer,

    /// <summary>With the controllers and the scheduler: owners' objects are collected, deployments make pods, which stay pending.</summary>
    Controllers,

    /// <summary>With a node that runs pods. As root, one at a time on a machine.</summary>
    Node,
}
