namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>How the value of a cell type is written in JSON.</summary>
internal enum CellShape
{
    /// <summary>A type this version does not know; passed through as it came.</summary>
    Unknown,

    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>A JSON boolean.</summary>
    Boolean,

    /// <summary>An array of cells.</summary>
    Cells,

    /// <summary>An array of {key, value, metadata}.</summary>
    MapEntries,

    /// <summary>An object of cells.</summary>
    Fields,
}
