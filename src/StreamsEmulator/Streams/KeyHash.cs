namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>The 64-bit hash of a primary key that decides its shard: FNV-1a with a finishing mix, so that similar keys spread.</summary>
internal static class KeyHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(ReadOnlySpan<byte> key, ulong salt = 0)
    {
        var hash = Offset ^ salt;
        foreach (var unit in key)
        {
            hash = (hash ^ unit) * Prime;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
