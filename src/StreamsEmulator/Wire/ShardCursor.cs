namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>What a shard iterator stands for: a position in a shard, when it was given out, and the chain of reads it belongs to.</summary>
internal readonly record struct ShardCursor(int Stream, int Shard, int Position, long IssuedAtMilliseconds, long Reader)
{
    public static ShardCursor Open(TokenSeal seal, string iterator)
    {
        Span<long> fields = stackalloc long[5];
        return seal.TryOpen(TokenKind.ShardIterator, iterator, fields)
            ? new ShardCursor((int)fields[0], (int)fields[1], (int)fields[2], fields[3], fields[4])
            : throw WireFault.InvalidFormat("Invalid ShardIterator: it was not made by this service.");
    }

    public string Seal(TokenSeal seal) =>
        seal.Seal(TokenKind.ShardIterator, Stream, Shard, Position, IssuedAtMilliseconds, Reader);
}
