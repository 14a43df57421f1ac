namespace KeyspacesStreamer.StreamsEmulator.Tests.Commands;

/// <summary>How a process ended.</summary>
internal sealed record ProcessOutcome(int ExitCode, string Output, string Errors);
