namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>How a group stands to the lease of its shard.</summary>
internal enum GroupStatus
{
    /// <summary>At or below the checkpoint before the listing began: it must be complete.</summary>
    Committed,

    /// <summary>Prepared, not committed: it may be incomplete.</summary>
    Pending,

    /// <summary>Committed or promised while the bucket was listed: too new to be judged.</summary>
    Newer,

    /// <summary>Behind the checkpoint and not prepared.</summary>
    Unprepared,
}
