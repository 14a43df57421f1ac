namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Order of keys in a listing: by their UTF-8 bytes, which is by code point and differs from UTF-16 order beyond U+FFFF.</summary>
internal sealed class KeyOrder : IComparer<string>
{
    public static readonly KeyOrder Utf8 = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return Rank(left[common]).CompareTo(Rank(right[common]));
    }

    // Surrogates (U+D800..U+DFFF) stand for code points above every other char, U+E000..U+FFFF included.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
