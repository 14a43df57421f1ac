namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>Where one record's bytes stand, and what the ledger says of it after they are gone.</summary>
internal readonly record struct RecordEntry
{
    public required byte[] Chunk { get; init; }

    public required int Offset { get; init; }

    /// <summary>Bytes of the record; 0 once it was trimmed.</summary>
    public required int Length { get; init; }

    /// <summary>Where the key members begin, counted from the record's first byte.</summary>
    public required int KeyStart { get; init; }

    public required int KeyLength { get; init; }

    public required SequenceNumber Number { get; init; }

    public required long CreatedAtMilliseconds { get; init; }

    /// <summary>The record's place among all records this server ever took, over all streams.</summary>
    public required long Ordinal { get; init; }

    public required RecordOperation Operation { get; init; }

    public bool IsTrimmed => Length == 0;

    public ReadOnlyMemory<byte> Bytes => Chunk.AsMemory(Offset, Length);

    public ReadOnlyMemory<byte> Key => Chunk.AsMemory(Offset + KeyStart, KeyLength);
}
