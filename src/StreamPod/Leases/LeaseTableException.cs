namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>The lease table cannot be used: it is missing, has another key schema, or belongs to another stream.</summary>
internal sealed class LeaseTableException : Exception
{
    public LeaseTableException(string message) : base(message)
    {
    }

    public LeaseTableException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public LeaseTableException()
    {
    }

    /// <summary>Whether the table is simply not there.</summary>
    public bool IsMissing { get; init; }
}
