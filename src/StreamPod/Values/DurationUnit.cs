namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>The units of a duration, in the order in which they are written.</summary>
internal enum DurationUnit
{
    /// <summary>None that is known.</summary>
    None,
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
}
