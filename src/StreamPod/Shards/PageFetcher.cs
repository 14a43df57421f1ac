using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Pages of one shard, admitted by the pod's memory budget and its number of reads; tries again what fails in passing.</summary>
internal sealed class PageFetcher(PodContext pod, ShardId shardId, ShardReader reader, PublishedSnapshot snapshot)
{
    private readonly PageRequestSizer _appetite = new(pod.PageSizes, shardId);

    public ShardReader Reader { get; } = reader;

    /// <exception cref="TrimmedDataException">The place was trimmed.</exception>
    /// <exception cref="ShardGoneException">The shard is gone from the stream.</exception>
    public Task<AdmittedPage> ReadAsync(CancellationToken cancellationToken) =>
        pod.Retrier.RunAsync(PodOperation.GetRecords, shardId.Value, token => pod.ReadGate.RunAsync(ReadOnceAsync, token), cancellationToken);

    /// <summary>
    /// Room is asked for only behind the gate: readers that queue there must not hold memory. Those inside may wait for it, since what
    /// frees it (closing and storing groups, completing pending ranges) never needs the gate.
    /// </summary>
    private async Task<AdmittedPage> ReadOnceAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var ask = _appetite.Next;
            try
            {
                return await ReadWithinAsync(ask, cancellationToken);
            }
            catch (PageTooLargeException problem)
            {
                _appetite.Refuse(ask, problem);
            }
        }
    }

    private async Task<AdmittedPage> ReadWithinAsync(PageRequest ask, CancellationToken cancellationToken)
    {
        snapshot.Change(now => now with { IsWaitingForMemory = true });
        var room = await MemoryReservation.AdmitAsync(pod.Budget, PageSizes.RoomFor(ask.BodyBytes), cancellationToken);
        snapshot.Change(now => now with { IsWaitingForMemory = false });
        try
        {
            var (askedAt, started) = (pod.Clock.GetUtcNow(), pod.Clock.GetTimestamp());
            var page = await Reader.ReadAsync(ask, cancellationToken);
            _appetite.Observe(page);
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
