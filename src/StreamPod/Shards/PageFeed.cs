using KeyspacesStreamer.StreamPod.Batching;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Pages of one shard, admitted by the pod's memory budget and its number of reads; tries again what fails in passing.</summary>
internal sealed class PageFeed(PodContext pod, ShardId shardId, ShardReader reader, ShardFigures figures)
{
    // 1..1000, default 100: the service model of GetRecords (2024-09-09).
    private const int MaxResults = 1_000;

    public ShardReader Reader { get; } = reader;

    /// <exception cref="TrimmedDataException">The place was trimmed.</exception>
    /// <exception cref="ShardGoneException">The shard is gone from the stream.</exception>
    public Task<AdmittedPage> ReadAsync(CancellationToken cancellationToken) =>
        pod.Retrier.RunAsync("get-records", shardId.Value, token => pod.ReadGate.RunAsync(ReadOnceAsync, token), cancellationToken);

    /// <summary>
    /// Room is asked for only behind the gate: readers that queue there must not hold memory. Those inside may wait for it, since what
    /// frees it (closing and storing groups, completing promised ranges) never needs the gate.
    /// </summary>
    private async Task<AdmittedPage> ReadOnceAsync(CancellationToken cancellationToken)
    {
        figures.IsWaitingForMemory = true;
        var room = await BudgetRoom.AdmitAsync(pod.Budget, pod.PageSizes.RoomForOne, cancellationToken);
        figures.IsWaitingForMemory = false;
        try
        {
            var (askedAt, started) = (pod.Clock.GetUtcNow(), pod.Clock.GetTimestamp());
            var page = await Reader.ReadAsync(MaxResults, cancellationToken);
            pod.PageSizes.Saw(page.HeldBytes);
            pod.Events.PageRead(shardId, page.Count, page.HeldBytes, pod.Clock.GetElapsedTime(started));
            return new AdmittedPage(page, room, askedAt);
        }
        catch
        {
            room.Dispose();
            throw;
        }
    }
}
