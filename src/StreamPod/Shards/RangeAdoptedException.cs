namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>An earlier life of this stream wrote from the same start: the shard begins again by keeping that range.</summary>
internal sealed class RangeAdoptedException : Exception
{
    public RangeAdoptedException() : base("An earlier life of this stream wrote from the same start.")
    {
    }

    public RangeAdoptedException(string message) : base(message)
    {
    }

    public RangeAdoptedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
