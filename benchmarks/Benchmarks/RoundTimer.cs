namespace KeyspacesStreamer.Benchmarks;

/// <summary>Times two things that are repeated in turn, so that a noisy machine disturbs both alike.</summary>
internal sealed class RoundTimer(TimeProvider clock, int warmUpRounds, int rounds)
{
    /// <summary>The middle time of each, and the middle of the rounds' ratios (time of the second to time of the first).</summary>
    public (TimeSpan First, TimeSpan Second, double Ratio) Compare(Action first, Action second)
    {
        for (var count = 0; count < warmUpRounds; count++)
        {
            first();
            second();
        }

        var firsts = new TimeSpan[rounds];
        var seconds = new TimeSpan[rounds];
        var ratios = new double[rounds];
        for (var count = 0; count < rounds; count++)
        {
            firsts[count] = TimeOf(first);
            seconds[count] = TimeOf(second);
            ratios[count] = seconds[count] / firsts[count];
        }

        return (MiddleOf(firsts), MiddleOf(seconds), MiddleOf(ratios));
    }

    private TimeSpan TimeOf(Action round)
    {
        var start = clock.GetTimestamp();
        round();
        return clock.GetElapsedTime(start);
    }

    private static T MiddleOf<T>(T[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
