namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>File format of an object.</summary>
public enum ObjectFormat
{
    /// <summary>One JSON document a line, each ended by a line feed.</summary>
    JsonLines,
}
