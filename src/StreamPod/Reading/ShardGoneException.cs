namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>The shard is not part of the stream any more.</summary>
internal sealed class ShardGoneException : Exception
{
    public ShardGoneException(string message) : base(message)
    {
    }

    public ShardGoneException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public ShardGoneException()
    {
    }
}
