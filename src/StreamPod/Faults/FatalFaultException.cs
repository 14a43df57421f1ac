namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>A failure that stops the process: a person is needed. The message is the one line they read.</summary>
internal sealed class FatalFaultException : Exception
{
    public FatalFaultException(string message, int exitCode) : base(message) => ExitCode = exitCode;

    public FatalFaultException(string message, int exitCode, Exception innerException)
        : base(message, innerException) => ExitCode = exitCode;

    public FatalFaultException() => ExitCode = 1;

    public FatalFaultException(string message) : base(message) => ExitCode = 1;

    public FatalFaultException(string message, Exception innerException) : base(message, innerException) => ExitCode = 1;

    /// <summary>Exit code of the process.</summary>
    public int ExitCode { get; }
}
