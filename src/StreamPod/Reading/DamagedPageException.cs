namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>A page came damaged: nothing of it was taken over, and reading it again gives it whole if the damage happened on the way.</summary>
internal sealed class DamagedPageException : IOException
{
    public DamagedPageException(string message) : base(message)
    {
    }

    public DamagedPageException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public DamagedPageException()
    {
    }
}
