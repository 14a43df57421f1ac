using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>
/// Makes sure that a shard has ended, since SHARD_END cannot be taken back: the stream must list it as closed, and a read made after that
/// must find the end where it was seen before. One look at an open shard proves nothing about what came until it was closed.
/// </summary>
internal sealed class ShardEnd(PodContext pod, ShardId shardId)
{
    /// <returns>The shards that continue this one.</returns>
    /// <exception cref="IOException">The shard is open; it is to be read on.</exception>
    public async Task<IReadOnlyList<ShardListing>> ChildrenOnceClosedAsync(CancellationToken cancellationToken)
    {
        var children = await pod.Retrier.RunAsync("list-children", shardId.Value, ChildrenAsync, cancellationToken);
        if (children.Count == 0)
        {
            await RequireClosedAsync(cancellationToken);
        }

        return children;
    }

    /// <summary>Looks once more behind the end that was seen.</summary>
    /// <exception cref="IOException">More came after it; it is to be read on.</exception>
    /// <exception cref="TrimmedDataException">Nobody can tell any more.</exception>
    /// <exception cref="ShardGoneException">Nobody can tell any more.</exception>
    public async Task RequireNothingAfterAsync(SequenceNumber? lastTaken, DateTimeOffset? latestSince, CancellationToken cancellationToken)
    {
        var start = lastTaken is { } last ? IteratorStart.After(last) : IteratorStart.TrimHorizon;
        var reader = new ShardReader(pod.Clock, pod.Source, shardId, start, latestSince);
        for (var isEnd = false; !isEnd;)
        {
            using var page = await pod.Retrier.RunAsync("confirm-end", shardId.Value, token => reader.ReadAsync(1, token), cancellationToken);
            if (page.Count > 0 && !reader.IsPast(page[0]))
            {
                throw new IOException($"GetRecords of {shardId} ended the shard after {lastTaken?.Text ?? "nothing"}, but {page[0].SequenceNumber} follows.");
            }

            isEnd = page.NextIterator is null;
            if (!isEnd && page.Count == 0)
            {
                await Task.Delay(pod.Settings.Pod.IdlePollMin, pod.Clock, cancellationToken);
            }
        }
    }

    private async Task RequireClosedAsync(CancellationToken cancellationToken)
    {
        var shards = await pod.Retrier.RunAsync("list-shards", shardId.Value, pod.Source.ListShardsAsync, cancellationToken);
        if (shards.Any(shard => shard.ShardId == shardId && !shard.IsClosed))
        {
            throw new IOException($"GetRecords of {shardId} ended the shard, but the stream lists it as open.");
        }
    }

    private async Task<IReadOnlyList<ShardListing>> ChildrenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await pod.Source.ListChildrenAsync(shardId, cancellationToken);
        }
        catch (ShardGoneException)
        {
            // Gone between its end and this question; its children may still be there. A stream that is gone fails here for good.
            var shards = await pod.Source.ListShardsAsync(cancellationToken);
            return [.. shards.Where(shard => shard.Parents.Contains(shardId))];
        }
    }
}
