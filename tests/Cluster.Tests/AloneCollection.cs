namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>Tests that kill servers or keep the machine busy: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
