namespace Amazon.KeyspacesStreams.Model;

/// <summary>One image of a row.</summary>
public class KeyspacesRow
{
    /// <summary>Write time and expiry of the row as a whole; null when there is none.</summary>
    public KeyspacesMetadata? RowMetadata { get; set; }

    /// <summary>The static columns by name; null when the service sent none.</summary>
    public Dictionary<string, KeyspacesCell>? StaticCells { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The regular columns by name; null when the service sent none.</summary>
    public Dictionary<string, KeyspacesCell>? ValueCells { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}
