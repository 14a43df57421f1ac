namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>The lease table cannot be used: it is missing, has another key schema, or belongs to another stream.</summary>
internal sealed class LeaseTableException : Exception
{
    /// <summary>What to do where a table that leases were in is missing.</summary>
    public const string Recovery = "If it was in use, its places of all shards are lost with it: stop all pods, restore it from a backup or create it, and let 'streampod leases rebuild' make the leases again from the bucket.";

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
