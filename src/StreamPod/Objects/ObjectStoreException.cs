namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>The object store cannot be used: missing bucket, wrong region or owner, or a missing permission.</summary>
internal sealed class ObjectStoreException : Exception
{
    /// <param name="message">What was done, on what, what was found and what to mend.</param>
    /// <param name="exitCode">How a process ends because of it.</param>
    /// <param name="innerException">What the store threw.</param>
    public ObjectStoreException(string message, int exitCode, Exception? innerException)
        : base(message, innerException) => ExitCode = exitCode;

    public ObjectStoreException(string message) : base(message)
    {
    }

    public ObjectStoreException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public ObjectStoreException()
    {
    }

    /// <summary>Whether it concerns one object alone, such as one in an archive class: others can be read.</summary>
    public bool IsOfOneObject { get; init; }

    /// <summary>Exit code of a process that cannot go on because of it; null where what the store threw tells, or else something is missing.</summary>
    public int? ExitCode { get; }
}
