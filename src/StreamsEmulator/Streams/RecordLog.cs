namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>The records of one shard as encoded bytes in large chunks, oldest first; trimmed ones leave only their ledger entry.</summary>
internal sealed class RecordLog
{
    private const int SmallestChunk = 4 * 1024;
    private const int LargestChunk = 1024 * 1024;

    private readonly List<RecordEntry> _trimmed = [];
    private readonly List<RecordEntry> _kept = [];
    private byte[] _chunk = [];
    private int _used;

    /// <summary>Position after the last record; positions never change.</summary>
    public int End => _trimmed.Count + _kept.Count;

    /// <summary>Position of the oldest record that can still be read.</summary>
    public int Horizon => _trimmed.Count;

    public long Bytes { get; private set; }

    public SequenceNumber? LastTrimmed => _trimmed.Count == 0 ? null : _trimmed[^1].Number;

    public RecordEntry this[int position] =>
        position < _trimmed.Count ? _trimmed[position] : _kept[position - _trimmed.Count];

    public void Append(ReadOnlySpan<byte> record, RecordEntry entry)
    {
        if (_chunk.Length - _used < record.Length)
        {
            _chunk = new byte[Math.Max(record.Length, (int)Math.Clamp(Bytes / 8, SmallestChunk, LargestChunk))];
            _used = 0;
        }

        record.CopyTo(_chunk.AsSpan(_used));
        _kept.Add(entry with { Chunk = _chunk, Offset = _used, Length = record.Length });
        _used += record.Length;
        Bytes += record.Length;
    }

    /// <summary>Position of the first record whose number is at least <paramref name="number"/>.</summary>
    public int PositionOf(SequenceNumber number)
    {
        var (low, high) = (0, End);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = this[middle].Number < number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Forgets the bytes of all records before a position; returns how many were forgotten.</summary>
    public int TrimTo(int position)
    {
        var count = Math.Clamp(position, Horizon, End) - Horizon;
        for (var index = 0; index < count; index++)
        {
            var entry = _kept[index];
            Bytes -= entry.Length;
            _trimmed.Add(entry with { Chunk = entry.Key.ToArray(), Offset = 0, Length = 0, KeyStart = 0 });
        }

        _kept.RemoveRange(0, count);
        if (_kept.Count == 0)
        {
            (_chunk, _used) = ([], 0);
        }

        return count;
    }
}
