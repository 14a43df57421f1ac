namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>How long records stay and how long a stream takes to be switched on or off.</summary>
internal sealed record StreamSettings
{
    /// <summary>Age at which a record is trimmed. Default 24 h, as the service promises.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a stream is ENABLING and DISABLING. Default 0: at once.</summary>
    public TimeSpan StatusDelay { get; init; } = TimeSpan.Zero;

    /// <summary>How long after the end of its time to live a row or cell is removed, with a TTL record. Default 0; the service takes up to ten days, or longer.</summary>
    public TimeSpan ExpiryDelay { get; init; } = TimeSpan.Zero;
}
