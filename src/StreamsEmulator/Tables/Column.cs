namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>One column of a table; <see cref="TypeText"/> is what GetTable answers.</summary>
internal sealed record Column(string Name, string TypeText, CqlType Type, int Index);
