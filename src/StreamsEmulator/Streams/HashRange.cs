namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>A closed range of primary-key hashes: what one shard is responsible for.</summary>
internal readonly record struct HashRange(ulong First, ulong Last)
{
    public static HashRange Everything { get; } = new(ulong.MinValue, ulong.MaxValue);

    public bool Contains(ulong hash) => hash >= First && hash <= Last;

    public bool Touches(HashRange next) => Last != ulong.MaxValue && Last + 1 == next.First;

    /// <summary>Cuts the range into pieces of (nearly) equal width, in order.</summary>
    public IReadOnlyList<HashRange> Split(int pieces)
    {
        var width = (UInt128)Last - First + 1;
        if (pieces < 1 || width < (UInt128)pieces)
        {
            throw new EmulatorException($"A range of {width} hashes cannot be cut into {pieces} pieces.");
        }

        var ranges = new HashRange[pieces];
        for (var piece = 0; piece < pieces; piece++)
        {
            var first = First + (ulong)(width * (UInt128)piece / (UInt128)pieces);
            var end = (UInt128)First + (width * (UInt128)(piece + 1) / (UInt128)pieces);
            ranges[piece] = new HashRange(first, (ulong)(end - 1));
        }

        return ranges;
    }
}
