namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>How the values of columns are written into one key.</summary>
/// <param name="Rules">The edition of the rules.</param>
/// <param name="LongestValue">Bytes that one value may take; a longer one is cut.</param>
internal readonly record struct ColumnWriting(KeyRules Rules, int LongestValue)
{
    private const int Unlimited = int.MaxValue;

    /// <summary>Values as they are; whether the key fits shows afterwards.</summary>
    public static ColumnWriting Whole(KeyRules rules) => new(rules, Unlimited);

    public bool Cuts => LongestValue != Unlimited;
}
