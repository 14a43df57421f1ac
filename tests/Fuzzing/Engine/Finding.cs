namespace KeyspacesStreamer.Fuzzing.Engine;

/// <summary>An input under which a target's invariants do not hold.</summary>
/// <param name="Input">The bytes.</param>
/// <param name="Problem">What was seen.</param>
internal sealed record Finding(byte[] Input, string Problem);
