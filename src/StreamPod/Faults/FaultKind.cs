namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>What a failure means for the one who acted.</summary>
internal enum FaultKind
{
    /// <summary>A person is needed: permission, missing resource, refused request.</summary>
    Fatal,

    /// <summary>Try again after a pause; the place is kept.</summary>
    Transient,

    /// <summary>Try again after a longer pause; the service asks for less.</summary>
    Throttled,

    /// <summary>Another worker owns the shard now; stop quietly.</summary>
    LeaseLost,
}
