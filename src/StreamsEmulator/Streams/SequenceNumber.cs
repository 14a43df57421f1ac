using System.Globalization;

namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>A record's place within its shard; written with 24 digits, and meaning nothing outside the shard.</summary>
internal readonly record struct SequenceNumber(long Value) : IComparable<SequenceNumber>
{
    private const string Lead = "1111111";
    private const int Digits = 17;

    /// <summary>Where every shard without parents begins, so that the same numbers occur in different shards.</summary>
    public static SequenceNumber First { get; } = new(14_000_000_000_001);

    /// <summary>Reads any text of digits: a number outside what this server writes compares as lower or higher than all of its own.</summary>
    public static bool TryParse(string text, out SequenceNumber number)
    {
        number = default;
        if (text.Length is < 21 or > 48 || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var significant = text.TrimStart('0').PadLeft(Lead.Length + Digits, '0');
        var lead = significant[..^Digits];
        var order = lead.Length != Lead.Length ? 1 : string.CompareOrdinal(lead, Lead);
        number = order switch
        {
            < 0 => new(long.MinValue),
            > 0 => new(long.MaxValue),
            _ => new(long.Parse(significant.AsSpan(significant.Length - Digits), CultureInfo.InvariantCulture)),
        };
        return true;
    }

    public static bool operator <(SequenceNumber left, SequenceNumber right) => left.Value < right.Value;

    public static bool operator >(SequenceNumber left, SequenceNumber right) => left.Value > right.Value;

    public static bool operator <=(SequenceNumber left, SequenceNumber right) => left.Value <= right.Value;

    public static bool operator >=(SequenceNumber left, SequenceNumber right) => left.Value >= right.Value;

    public int CompareTo(SequenceNumber other) => Value.CompareTo(other.Value);

    public override string ToString() => Lead + Value.ToString("D17", CultureInfo.InvariantCulture);
}
