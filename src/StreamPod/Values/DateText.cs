using System.Buffers.Text;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>The text of a date: <c>2026-01-02</c>, days since 1970-01-01, or Cassandra's unsigned number of days, in which 2^31 is 1970-01-01.</summary>
/// <remarks>The two numbers of days are told apart by their size: from 2^30 on it is the unsigned one. As days since 1970 that is a date some three million years off.</remarks>
internal static class DateText
{
    private const long Center = 1L << 31;
    private const long LeastUnsigned = 1L << 30;

    public static bool TryRead(ReadOnlySpan<byte> text, out int days, out ValueForm form)
    {
        var cursor = new TextCursor(text);
        if (cursor.TakeDay(7, out var day) && cursor.IsAtEnd)
        {
            form = ValueForm.DateIso;
            return Fits(day.DaysSinceEpoch, out days);
        }

        form = ValueForm.DateDays;
        if (!Utf8Parser.TryParse(text, out long number, out var length) || length != text.Length)
        {
            days = 0;
            return false;
        }

        if (number >= LeastUnsigned)
        {
            form = ValueForm.DateUnsignedDays;
            number -= Center;
        }

        return Fits(number, out days);
    }

    private static bool Fits(long number, out int days)
    {
        days = unchecked((int)number);
        return days == number;
    }
}
