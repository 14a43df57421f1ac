namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>One shard cannot go on without a person; the others do.</summary>
internal sealed class ShardHaltedException : Exception
{
    public ShardHaltedException(string message) : base(message)
    {
    }

    public ShardHaltedException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public ShardHaltedException()
    {
    }
}
