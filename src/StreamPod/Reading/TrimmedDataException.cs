namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>The wanted position lies before what the service still keeps.</summary>
internal sealed class TrimmedDataException : Exception
{
    public TrimmedDataException(string message) : base(message)
    {
    }

    public TrimmedDataException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public TrimmedDataException()
    {
    }
}
