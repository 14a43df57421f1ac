namespace KeyspacesStreamer.Simulation.Services;

/// <summary>Moments of a request at which its sender may be struck.</summary>
internal enum CallMoment
{
    /// <summary>It is on its way.</summary>
    Sent,

    /// <summary>It has just taken effect; its answer is on its way.</summary>
    Landed,
}
