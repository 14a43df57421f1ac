namespace KeyspacesStreamer.StreamsEmulator;

/// <summary>A wish of the control side that cannot be met; the message is for the person who asked.</summary>
internal sealed class EmulatorException(string message) : Exception(message);
