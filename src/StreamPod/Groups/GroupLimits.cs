using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>When a group closes by its size. Unlike the layout these may change between two lives of a pod: a pending range keeps its end.</summary>
internal sealed record GroupLimits
{
    private const int MostObjects = 1_000;
    private const int LeastRecords = 1_000;
    private const long LeastBytes = 8 * 1024 * 1024;
    private const long LeastShare = 64 * 1024;
    private const long ObjectShare = 64;
    private const long SmallestBytes = 4 * 1024;
    private const int UsualColumns = 16;

    public required int Records { get; init; }

    public required long Bytes { get; init; }

    /// <summary>What its buffers may hold of the memory budget. Of rows that is much less than came over the wire: columns are encoded and compressed as they fill.</summary>
    public long HeldBytes { get; init; } = long.MaxValue;

    /// <summary>Objects of one group at most; more are never open at once.</summary>
    public required int Objects { get; init; }

    /// <summary>
    /// A group holds one full object at least, many small ones at most, and of lines never more than a quarter of the memory budget, of rows half of it, so that their files become large; of what objects
    /// cost by being there, a smaller share.
    /// </summary>
    public static GroupLimits Of(ObjectLayout layout, long memoryBudgetBytes) => new()
    {
        Records = Math.Max(layout.MaxRecords, LeastRecords),
        Bytes = Math.Min(Math.Max(layout.MaxBytes, LeastBytes), layout.HoldsRows ? long.MaxValue : Math.Max(memoryBudgetBytes / 4, LeastShare)),
        HeldBytes = layout.HoldsRows ? Math.Max(memoryBudgetBytes / 2, LeastShare) : long.MaxValue,
        Objects = (int)Math.Clamp(memoryBudgetBytes / ObjectShare / ObjectBytesOf(layout), 1, MostObjects),
    };

    /// <summary>What an object costs however few records it has: the first chunks of its buffers, the schema in its head or foot, and of Parquet the arrays of every column.</summary>
    public static long ObjectBytesOf(ObjectLayout layout) => layout.Format switch
    {
        ObjectFormat.JsonLines => SmallestBytes,
        ObjectFormat.Avro => (4 * SmallestBytes) + (256 * ColumnsOf(layout)),
        ObjectFormat.Parquet => (5 * SmallestBytes) + (1024 * ColumnsOf(layout)),
        _ => throw new ArgumentOutOfRangeException(nameof(layout), layout.Format, "A known format expected."),
    };

    /// <summary>No limit but the end of the range: for a group that repeats a pending group.</summary>
    public static GroupLimits Unlimited { get; } = new() { Records = int.MaxValue, Bytes = long.MaxValue, Objects = int.MaxValue };

    private static long ColumnsOf(ObjectLayout layout) => (layout.Schema?.Columns.Count ?? UsualColumns) * (layout.Record == RecordShape.Debezium ? 2 : 1);
}
