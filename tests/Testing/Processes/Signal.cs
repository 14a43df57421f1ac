namespace KeyspacesStreamer.Testing.Processes;

/// <summary>Signals by their numbers on Linux: https://man7.org/linux/man-pages/man7/signal.7.html</summary>
internal enum Signal
{
    /// <summary>The process is gone at once, as after a crash.</summary>
    Kill = 9,

    /// <summary>The process is asked to end.</summary>
    Terminate = 15,

    /// <summary>The process goes on after a stop, unaware of the time that passed.</summary>
    Continue = 18,

    /// <summary>The process stands still until it is continued: a pod that others take for dead.</summary>
    Stop = 19,
}
