namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>Which of the two shipped sets of rights an operator has.</summary>
public enum RightsScope
{
    /// <summary>config/rbac/cluster: all namespaces.</summary>
    Cluster,

    /// <summary>config/rbac/namespaced: one.</summary>
    Namespaced,
}
