namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>The shard belongs to another worker now; whoever sees this lets go quietly.</summary>
internal sealed class LeaseLostException : Exception
{
    public LeaseLostException(string message) : base(message)
    {
    }

    public LeaseLostException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public LeaseLostException()
    {
    }
}
