namespace KeyspacesStreamer.Simulation.Running;

/// <summary>What a simulated process is able to do.</summary>
internal enum ProcessState
{
    Running,

    /// <summary>Stopped as by SIGSTOP or a stalled host: nothing of it runs, its requests under way go on.</summary>
    Paused,

    /// <summary>Ended or killed: nothing of it will ever run again.</summary>
    Dead,
}
