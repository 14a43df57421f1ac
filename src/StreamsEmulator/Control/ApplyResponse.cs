namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>What became of applied changes.</summary>
internal sealed record ApplyResponse(int Changes, IReadOnlyList<RecordResponse> Records);
