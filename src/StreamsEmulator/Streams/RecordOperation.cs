namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>What a change did to its row; the wire does not say it, the ledger does.</summary>
internal enum RecordOperation : byte
{
    Insert,
    Update,
    Delete,
    Expire,
    Raw,
}
