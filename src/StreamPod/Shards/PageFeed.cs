using KeyspacesStreamer.StreamPod.Batching;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Pages of one shard, admitted by the pod's memory budget and its number of reads; tries again what fails in passing.</summary>
internal sealed class PageFeed(PodContext pod, ShardId shardId, ShardReader reader)
{
    // 1..1000, default 100: the service model of GetRecords (2024-09-09).
    private const int MaxResults = 1_000;

    public ShardReader Reader { get; } = reader;

    /// <exception cref="TrimmedDataException">The place was trimmed.</exception>
    /// <exception cref="ShardGoneException">The shard is gone from the stream.</exception>
    public Task<AdmittedPage> ReadAsync(CancellationToken cancellationToken) =>
        pod.Retrier.RunAsync("get-records", shardId.Value, ReadOnceAsync, cancellationToken);

    /// <summary>Memory first, then a place at the gate: whoever is through the gate waits for the service alone, never for memory that others behind the gate hold.</summary>
    private async Task<AdmittedPage> ReadOnceAsync(CancellationToken cancellationToken)
    {
        var room = await BudgetRoom.AdmitAsync(pod.Budget, pod.PageSizes.RoomForOne, cancellationToken);
        try
        {
            return await pod.ReadGate.RunAsync(token => AskAsync(room, token), cancellationToken);
        }
        catch
        {
            room.Dispose();
            throw;
        }
    }

    private async Task<AdmittedPage> AskAsync(BudgetRoom room, CancellationToken cancellationToken)
    {
        var (askedAt, started) = (pod.Clock.GetUtcNow(), pod.Clock.GetTimestamp());
        var page = await Reader.ReadAsync(MaxResults, cancellationToken);
        pod.PageSizes.Saw(page.HeldBytes);
        pod.Events.PageRead(shardId, page.Count, page.HeldBytes, pod.Clock.GetElapsedTime(started));
        return new AdmittedPage(page, room, askedAt);
    }
}
