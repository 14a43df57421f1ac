using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>One object while records are appended. Used by one thread at a time.</summary>
internal interface IObjectWriter : IDisposable
{
    /// <summary>Memory it holds besides what it has written to its output.</summary>
    long HeldBytes { get; }

    /// <summary>Appends a record whole, or not at all.</summary>
    /// <exception cref="UnreadableRecordException">The record is not what the service promises; nothing was appended.</exception>
    void Append(in ChangeRecord record);

    /// <summary>Writes what ends the object. Nothing is appended afterwards.</summary>
    void Complete();
}
