namespace KeyspacesStreamer.Operator.Leadership;

/// <summary>The record as read, with the version that a change of it must name.</summary>
/// <param name="Record">What it says.</param>
/// <param name="Version">Its resourceVersion.</param>
internal sealed record ObservedLease(LeaderRecord Record, string Version);
