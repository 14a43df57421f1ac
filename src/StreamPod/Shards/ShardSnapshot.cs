using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>What a shard's worker shows of itself; written by its loop, read by metrics, /status and the memory valve.</summary>
internal sealed class ShardFigures
{
    // Longer than the longest pause at the tip with a slow answer on top.
    private static readonly TimeSpan FreshTip = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();

    /// <summary>Last turn of the worker's loop, a timestamp of the pod's clock.</summary>
    public long LastTurn
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

    /// <summary>Since when the read or the write under way has not come to an end, a timestamp; null when none is.</summary>
    public long? BusySince
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

    public PagePosition Position
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

    public Checkpoint Checkpoint
    {
        get => Get(ref field);
        set => Set(ref field, value);
    } = Checkpoint.TrimHorizon;

    public string? Pending
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

    /// <summary>createdAt of the oldest record not committed yet; null when there is none.</summary>
    public DateTimeOffset? OldestUncommitted
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

    /// <summary>createdAt of the newest record taken over.</summary>
    public DateTimeOffset? NewestTaken
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

    public int BufferedRecords
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

    /// <summary>Memory of the open group, which closing it would set in motion.</summary>
    public long OpenBytes
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

    /// <summary>Memory of the group being written.</summary>
    public long WritingBytes
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

    public string? Halted
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

    public DateTimeOffset? LastCommitAt
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

    /// <summary>When the last call that found the tip was sent.</summary>
    public DateTimeOffset? TipSeenAt
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

    /// <summary>Whether a read or a recovery waits for memory, which is not being stuck.</summary>
    public bool IsWaitingForMemory
    {
        get => Get(ref field);
        set => Set(ref field, value);
    }

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

    private T Get<T>(ref T value)
    {
        lock (_lock)
        {
            return value;
        }
    }

    private void Set<T>(ref T place, T value)
    {
        lock (_lock)
        {
            place = value;
        }
    }
}
