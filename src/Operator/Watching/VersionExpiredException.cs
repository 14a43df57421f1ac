namespace KeyspacesStreamer.Operator.Watching;

/// <summary>The resourceVersion to watch from is too old (410 Gone): only a new list helps.</summary>
internal sealed class VersionExpiredException : Exception
{
    public VersionExpiredException() : base("The resourceVersion is too old.")
    {
    }

    public VersionExpiredException(string message) : base(message)
    {
    }

    public VersionExpiredException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
