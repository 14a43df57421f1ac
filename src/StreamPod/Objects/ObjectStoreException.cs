namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>The object store cannot be used: missing bucket, wrong region or owner, or a missing permission.</summary>
internal sealed class ObjectStoreException : Exception
{
    public ObjectStoreException(string message) : base(message)
    {
    }

    public ObjectStoreException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public ObjectStoreException()
    {
    }
}
