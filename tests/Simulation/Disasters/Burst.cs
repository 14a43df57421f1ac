namespace KeyspacesStreamer.Simulation.Disasters;

/// <summary>Changes that are made at one moment to rows of one shard.</summary>
/// <param name="At">Time since the run began.</param>
/// <param name="Shard">Picks the shard among the open ones.</param>
/// <param name="Records">How many.</param>
/// <param name="IsUnreadable">Whether the last of them cannot be read by any encoder.</param>
internal sealed record Burst(TimeSpan At, int Shard, int Records, bool IsUnreadable = false);
