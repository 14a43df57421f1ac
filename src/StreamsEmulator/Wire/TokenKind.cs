namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>What an opaque text stands for.</summary>
internal enum TokenKind : byte
{
    ShardIterator = 1,
    ShardListing = 2,
    StreamListing = 3,
}
