namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>What became of applied changes.</summary>
internal sealed record ApplyReport(int Changes, IReadOnlyList<RecordReport> Records);
