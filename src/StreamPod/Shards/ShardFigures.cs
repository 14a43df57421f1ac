using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>What a shard's worker shows of itself; written by its loop, read by metrics, /status and the memory valve.</summary>
internal sealed class ShardFigures
{
    /// <summary>Last turn of the worker's loop, a timestamp of the pod's clock.</summary>
    public long LastTurn { get; set; }

    /// <summary>Since when the read or the write under way has not come to an end, a timestamp; null when none is.</summary>
    public long? BusySince { get; set; }

    public PagePosition Position { get; set; }

    public Checkpoint Checkpoint { get; set; } = Checkpoint.TrimHorizon;

    public string? Pending { get; set; }

    /// <summary>createdAt of the oldest record not committed yet; null when there is none.</summary>
    public DateTimeOffset? OldestUncommitted { get; set; }

    /// <summary>createdAt of the newest record taken over.</summary>
    public DateTimeOffset? NewestTaken { get; set; }

    public int BufferedRecords { get; set; }

    /// <summary>Memory of the open group, which closing it would set in motion.</summary>
    public long OpenBytes { get; set; }

    /// <summary>Memory of the group being written.</summary>
    public long WritingBytes { get; set; }

    public string? Halted { get; set; }

    public DateTimeOffset? LastCommitAt { get; set; }

    /// <summary>0 at the tip with nothing uncommitted, else the age of the oldest record not committed; null before anything is known.</summary>
    public TimeSpan? LagAt(DateTimeOffset now)
    {
        if (OldestUncommitted is { } oldest)
        {
            return Positive(now - oldest);
        }

        return Position switch
        {
            PagePosition.AtTip or PagePosition.Unknown => TimeSpan.Zero,
            _ => NewestTaken is { } newest ? Positive(now - newest) : null,
        };
    }

    private static TimeSpan Positive(TimeSpan lag) => lag < TimeSpan.Zero ? TimeSpan.Zero : lag;
}
