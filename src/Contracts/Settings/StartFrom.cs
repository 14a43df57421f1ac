namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Where a shard without a checkpoint begins.</summary>
public enum StartFrom
{
    /// <summary>At the oldest change the service still keeps (24 hours at most).</summary>
    TrimHorizon,

    /// <summary>At the changes made after the stream resource was first started.</summary>
    Latest,
}
