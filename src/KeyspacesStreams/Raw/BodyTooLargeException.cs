namespace KeyspacesStreamer.RawStreams;

/// <summary>The service sent a larger body than the reader was allowed to hold. Asking for fewer records may help.</summary>
public sealed class BodyTooLargeException : Exception
{
    /// <summary>An exception about a body.</summary>
    /// <param name="limitBytes">How much the reader may hold.</param>
    /// <param name="announcedBytes">How much the service announced; null when it did not.</param>
    public BodyTooLargeException(int limitBytes, long? announcedBytes)
        : base($"The body of a page has {announcedBytes?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "more"} bytes, "
            + $"and the limit is {limitBytes}. Ask for fewer records, or raise the limit.")
    {
        LimitBytes = limitBytes;
        AnnouncedBytes = announcedBytes;
    }

    /// <summary>How much the reader may hold, in bytes.</summary>
    public int LimitBytes { get; }

    /// <summary>How much the service announced, in bytes; null when it did not.</summary>
    public long? AnnouncedBytes { get; }
}
