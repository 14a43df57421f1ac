namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>How long the stream keeps its records, and what follows from it for a reader that comes back late.</summary>
internal static class StreamRetention
{
    /// <summary>https://docs.aws.amazon.com/keyspaces/latest/devguide/cdc.html</summary>
    public static readonly TimeSpan Period = TimeSpan.FromHours(24);

    /// <summary>Clocks of two pods and the service may differ by some; what is this close to the retention counts as lost.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>Clocks further apart than this are not expected.</summary>
    public static readonly TimeSpan ClockError = TimeSpan.FromMinutes(1);

    /// <summary>A moment of which nothing is left, whatever the clocks say.</summary>
    public static DateTimeOffset LongBefore(DateTimeOffset now) => now - (2 * Period);

    /// <summary>Whether records made at that moment may be gone by now.</summary>
    public static bool MayBeOver(DateTimeOffset since, DateTimeOffset now) => now - since >= Period - Margin;
}
