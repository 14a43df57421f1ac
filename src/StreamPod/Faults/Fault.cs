namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>A failure with its meaning and a sentence for people.</summary>
/// <param name="Kind">What it means for the one who acted.</param>
/// <param name="Message">What was being done, on what, and what was found.</param>
/// <param name="ExitCode">Exit code of the process if the fault is fatal.</param>
internal sealed record Fault(FaultKind Kind, string Message, int ExitCode = 1);
