namespace Amazon.KeyspacesStreams.Model;

/// <summary>One entry of a map.</summary>
public class KeyspacesCellMapDefinition
{
    /// <summary>The key of the entry.</summary>
    public KeyspacesCellValue? Key { get; set; }

    /// <summary>Write time and expiry of the entry; null when there is none.</summary>
    public KeyspacesMetadata? Metadata { get; set; }

    /// <summary>The value of the entry.</summary>
    public KeyspacesCellValue? Value { get; set; }
}
