namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>When a group closes by its size. Unlike the layout these may change between two lives of a pod: a pending range keeps its end.</summary>
internal sealed record GroupLimits
{
    private const int MostObjects = 1_000;
    private const int LeastRecords = 1_000;
    private const long LeastBytes = 8 * 1024 * 1024;

    public required int Records { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Objects of one group at most; more are never open at once.</summary>
    public required int Objects { get; init; }

    /// <summary>A group holds one full object at least, many small ones at most, and never more than a quarter of the memory budget.</summary>
    public static GroupLimits Of(ObjectLayout layout, long memoryBudgetBytes) => new()
    {
        Records = Math.Max(layout.MaxRecords, LeastRecords),
        Bytes = Math.Min(Math.Max(layout.MaxBytes, LeastBytes), Math.Max(memoryBudgetBytes / 4, 64 * 1024)),
        Objects = MostObjects,
    };

    /// <summary>No limit but the end of the range: for a group that repeats a pending group.</summary>
    public static GroupLimits Unlimited { get; } = new() { Records = int.MaxValue, Bytes = long.MaxValue, Objects = int.MaxValue };
}
