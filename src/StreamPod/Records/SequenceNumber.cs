namespace KeyspacesStreamer.StreamPod.Records;

/// <summary>A sequence number of the stream: compares by number, keeps its text. Unique only within a shard.</summary>
internal readonly record struct SequenceNumber : IComparable<SequenceNumber>
{
    private SequenceNumber(string text) => Text = text;

    public string Text { get; }

    /// <exception cref="FormatException">The text is empty or holds anything but decimal digits.</exception>
    public static SequenceNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException($"'{text}' is not a sequence number: decimal digits expected.");

    public static bool TryParse(string? text, out SequenceNumber number)
    {
        var valid = !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExceptInRange('0', '9');
        number = valid ? new SequenceNumber(text!) : default;
        return valid;
    }

    /// <summary>Compares two numbers written as UTF-8 digits without building anything.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        left = left.TrimStart((byte)'0');
        right = right.TrimStart((byte)'0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    public int CompareTo(SequenceNumber other)
    {
        var left = Text.AsSpan().TrimStart('0');
        var right = other.Text.AsSpan().TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    public static bool operator <(SequenceNumber left, SequenceNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(SequenceNumber left, SequenceNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(SequenceNumber left, SequenceNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SequenceNumber left, SequenceNumber right) => left.CompareTo(right) >= 0;

    public override string ToString() => Text;
}
