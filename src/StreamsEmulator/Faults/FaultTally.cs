namespace KeyspacesStreamer.StreamsEmulator.Faults;

/// <summary>An ordered fault with how many calls it applied to and how many it hit.</summary>
internal sealed record FaultTally(FaultRule Rule, int Matched, int Struck);
