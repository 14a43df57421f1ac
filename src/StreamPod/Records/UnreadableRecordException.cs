namespace KeyspacesStreamer.StreamPod.Records;

/// <summary>A record that cannot be encoded: what was expected, what was found, and where.</summary>
internal sealed class UnreadableRecordException : Exception
{
    public UnreadableRecordException(string message) : base(message)
    {
    }

    public UnreadableRecordException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public UnreadableRecordException()
    {
    }
}
