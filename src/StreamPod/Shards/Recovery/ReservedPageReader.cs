using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards.Recovery;

/// <summary>Reads pages of a shard into room that is held already, outside the pod's read gate: those inside may wait for the very memory that is held here.</summary>
internal sealed class ReservedPageReader(PodContext pod, ShardId shardId, ShardReader reader, MemoryReservation room, PodOperation operation)
{
    private readonly PageRequestSizer _appetite = new(pod.PageSizes, shardId);

    public ShardReader Reader => reader;

    /// <exception cref="TrimmedDataException">The place was trimmed.</exception>
    /// <exception cref="ShardGoneException">The shard is gone from the stream.</exception>
    public Task<ShardPage> ReadAsync(CancellationToken cancellationToken) =>
        pod.Retrier.RunAsync(operation, shardId.Value, ReadOnceAsync, cancellationToken);

    private async Task<ShardPage> ReadOnceAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var ask = _appetite.Next;
            // A single record larger than usual: waiting for room while holding some could wait for ever.
            room.KeepAtLeast(PageSizes.RoomFor(ask.BodyBytes));
            try
            {
                var page = await reader.ReadAsync(ask, cancellationToken);
                _appetite.Observe(page);
                return page;
            }
            catch (PageTooLargeException problem)
            {
                _appetite.Refuse(ask, problem);
            }
        }
    }
}
