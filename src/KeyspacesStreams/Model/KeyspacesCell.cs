namespace Amazon.KeyspacesStreams.Model;

/// <summary>A value together with when it was written and when it expires.</summary>
public class KeyspacesCell
{
    /// <summary>Write time and expiry of this cell; null when there is none.</summary>
    public KeyspacesMetadata? Metadata { get; set; }

    /// <summary>The value; null for a column without one.</summary>
    public KeyspacesCellValue? Value { get; set; }
}
