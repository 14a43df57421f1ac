namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>The sources between a record that was read and a checkpoint that says so.</summary>
internal static class CommitPath
{
    private const string Signal = "cancels at once: where one context runs everything, the signal is sent without waiting";
    private const string Ended = "the task has ended by then";
    private const string Registration = "taking back a registration waits only while its callback runs on another thread";

    /// <summary>Files and folders.</summary>
    public static IReadOnlyList<string> Places { get; } =
    [
        "src/StreamPod/Memory/MemoryReservation.cs",
        "src/StreamPod/Memory/Gate.cs",
        "src/StreamPod/Memory/MemoryBudget.cs",
        "src/StreamPod/Checkpoints/",
        "src/StreamPod/Faults/Retrier.cs",
        "src/StreamPod/Leases/HeldLease.cs",
        "src/StreamPod/Objects/ObjectWriter.cs",
        "src/StreamPod/Shards/CaughtUpMark.cs",
        "src/StreamPod/Shards/ChildLeases.cs",
        "src/StreamPod/Shards/GroupCommitter.cs",
        "src/StreamPod/Shards/LeaseTaker.cs",
        "src/StreamPod/Shards/PageFetcher.cs",
        "src/StreamPod/Shards/Recovery/PendingGroupRecovery.cs",
        "src/StreamPod/Shards/Recovery/RangeReader.cs",
        "src/StreamPod/Shards/Recovery/ReservedPageReader.cs",
        "src/StreamPod/Shards/Recovery/ShardEndConfirmation.cs",
        "src/StreamPod/Shards/PagePrefetcher.cs",
        "src/StreamPod/Shards/ShardLoop.cs",
        "src/StreamPod/Shards/Recovery/RetentionCheck.cs",
        "src/StreamPod/Shards/Recovery/LossPolicy.cs",
        "src/StreamPod/Shards/ShardWorker.cs",
    ];

    public static IReadOnlyList<ExcusedAwait> Excused { get; } =
    [
        new("Gate", "AwaitAsync", 1, $"the end of 'await using': {Registration}"),
        new("MemoryBudget", "AwaitAsync", 1, $"the end of 'await using': {Registration}"),
        new("GroupObjects", "PutOrStopAsync", 1, Signal),
        new("ObjectWriter", "HoldsSameAsync", 1, "what it reads is in memory by then"),
        new("ObjectWriter", "HoldsSameAsync", 2, "what it read was in memory"),
        new("HeldLease", "WriteAsync", 3, "only a table that refuses a write although nothing changed leads here, and this one never does"),
        new("GroupCommitter", "HarvestAsync", 0, Ended),
        new("GroupCommitter", "StopAsync", 0, Signal),
        new("PagePrefetcher", "StopAsync", 0, Signal),
        new("PagePrefetcher", "StopAsync", 2, Ended),
        new("PagePrefetcher", "PlaceAsync", 0, Ended),
        new("PendingGroupRecovery", "LayoutOfAsync", 1, "the shard's lineage was written with the group of rows"),
        new("GapRecord", "WriteAsync", 0, "a listing changes nothing, and the store of a simulation answers it at once"),
        new("ShardLoop", "RunAsync", 1, $"what it calls never waits: {Ended}"),
    ];

    public static ExcusedAwait? ExcuseOf(AwaitPoint point) => Excused.FirstOrDefault(excused => excused.Is(point));
}
