namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>The iterator is too old to be used.</summary>
internal sealed class ExpiredIteratorException : Exception
{
    public ExpiredIteratorException(string message) : base(message)
    {
    }

    public ExpiredIteratorException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public ExpiredIteratorException()
    {
    }
}
