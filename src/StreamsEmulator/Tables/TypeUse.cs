namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>What uses a user-defined type, and how deeply it is nested itself.</summary>
/// <param name="Tables">Tables with a column that names it.</param>
/// <param name="Types">Types with a field that names it, as CQL writes them.</param>
/// <param name="Nesting">User-defined types within each other, itself included.</param>
internal sealed record TypeUse(IReadOnlyList<string> Tables, IReadOnlyList<string> Types, int Nesting);
