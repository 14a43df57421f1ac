namespace KeyspacesStreamer.AwsLab.Signing;

/// <summary>A cyclic redundancy check with reflected bits, all ones before and after.</summary>
internal sealed class CyclicCode
{
    private readonly ulong[] _table = new ulong[256];
    private readonly ulong _ones;
    private readonly int _bytes;

    /// <param name="polynomial">The polynomial, reflected.</param>
    /// <param name="bits">32 or 64.</param>
    public CyclicCode(ulong polynomial, int bits)
    {
        (_ones, _bytes) = (ulong.MaxValue >> (64 - bits), bits / 8);
        for (var index = 0; index < _table.Length; index++)
        {
            var value = (ulong)index;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ polynomial;
            }

            _table[index] = value;
        }
    }

    /// <returns>The check in big-endian order, as AWS writes it.</returns>
    public byte[] Of(byte[] content)
    {
        var code = _ones;
        foreach (var value in content)
        {
            code = _table[(byte)code ^ value] ^ (code >> 8);
        }

        code ^= _ones;
        var bytes = new byte[_bytes];
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] = (byte)(code >> (8 * (_bytes - 1 - index)));
        }

        return bytes;
    }
}
