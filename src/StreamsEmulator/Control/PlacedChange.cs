using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>A change with the line of the body on which it begins.</summary>
internal sealed record PlacedChange(int Line, ChangeDocument Document);
