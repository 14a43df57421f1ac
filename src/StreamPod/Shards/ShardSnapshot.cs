using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>What a shard's worker shows of itself at one moment, for metrics, /status and memory pressure.</summary>
internal sealed record ShardSnapshot
{
    // Longer than the longest pause at the tip with a slow answer on top.
    private static readonly TimeSpan FreshTip = TimeSpan.FromMinutes(1);

    /// <summary>Last turn of the worker's loop, a timestamp of the pod's clock.</summary>
    public long LastTurn { get; init; }

    /// <summary>Since when the read or the write under way has not come to an end, a timestamp; null when none is.</summary>
    public long? BusySince { get; init; }

    public PagePosition Position { get; init; }

    public Checkpoint Checkpoint { get; init; } = Checkpoint.TrimHorizon;

    public string? Pending { get; init; }

    /// <summary>createdAt of the oldest record not committed yet; null when there is none.</summary>
    public DateTimeOffset? OldestUncommitted { get; init; }

    /// <summary>createdAt of the newest record taken over.</summary>
    public DateTimeOffset? NewestTaken { get; init; }

    public int BufferedRecords { get; init; }

    /// <summary>Memory of the open group, which closing it would set in motion.</summary>
    public long OpenBytes { get; init; }

    /// <summary>Memory of the group being written.</summary>
    public long WritingBytes { get; init; }

    public string? Halted { get; init; }

    public DateTimeOffset? LastCommitAt { get; init; }

    /// <summary>When the last call that found the tip was sent.</summary>
    public DateTimeOffset? TipSeenAt { get; init; }

    /// <summary>Whether a read or a recovery waits for memory, which is not being stuck.</summary>
    public bool IsWaitingForMemory { get; init; }

    /// <summary>0 at the tip with nothing uncommitted, else the age of the oldest record not committed; null before anything is known.</summary>
    public TimeSpan? LagAt(DateTimeOffset now)
    {
        if (OldestUncommitted is { } oldest)
        {
            return Positive(now - oldest);
        }

        // A shard that is halted, or whose reads have failed since its last tip, falls behind although nothing is buffered.
        var isAtTip = Halted is null && Position is PagePosition.AtTip or PagePosition.Unknown;
        var known = isAtTip ? TipSeenAt : NewestTaken ?? TipSeenAt;
        return known is not { } moment ? isAtTip ? TimeSpan.Zero : null
            : isAtTip && now - moment < FreshTip ? TimeSpan.Zero
            : Positive(now - moment);
    }

    private static TimeSpan Positive(TimeSpan lag) => lag < TimeSpan.Zero ? TimeSpan.Zero : lag;
}
