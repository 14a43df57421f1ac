namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>A page has more bytes than were asked for, and nothing of it was kept: asking for fewer records gives a smaller one.</summary>
internal sealed class PageTooLargeException : Exception
{
    public PageTooLargeException(string message) : base(message)
    {
    }

    public PageTooLargeException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public PageTooLargeException()
    {
    }
}
