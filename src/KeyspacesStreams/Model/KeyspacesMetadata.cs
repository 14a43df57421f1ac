namespace Amazon.KeyspacesStreams.Model;

/// <summary>When something was written and when it expires.</summary>
public class KeyspacesMetadata
{
    /// <summary>When it expires, in seconds since the epoch, as decimal text; null when it stays.</summary>
    public string? ExpirationTime { get; set; }

    /// <summary>When it was written, in microseconds since the epoch, as decimal text.</summary>
    public string? WriteTime { get; set; }
}
