using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards.Recovery;

/// <summary>
/// Makes sure that a shard has ended, since SHARD_END cannot be taken back: the stream must list it as closed, and a read made after that
/// must find the end where it was seen before. One look at an open shard proves nothing about what came until it was closed.
/// </summary>
internal sealed class ShardEndConfirmation(PodContext pod, LossPolicy losses, PublishedSnapshot snapshot, ShardId shardId)
{
    /// <returns>The shards that continue this one.</returns>
    /// <exception cref="IOException">The shard is open; it is to be read on.</exception>
    public async Task<IReadOnlyList<ShardListing>> ChildrenOnceClosedAsync(CancellationToken cancellationToken)
    {
        var children = await pod.Retrier.RunAsync(PodOperation.ListChildren, shardId.Value, ChildrenAsync, cancellationToken);
        if (children.Count == 0)
        {
            await RequireClosedAsync(cancellationToken);
        }

        return children;
    }

    /// <summary>Looks once more behind the end that was seen.</summary>
    /// <param name="lease">The shard's lease.</param>
    /// <param name="lastTaken">The last record taken over, or null.</param>
    /// <param name="endedAfter">A moment up to which everything is known to be taken over, if one is known.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <returns>False when nobody can tell any more, and the loss was decided on.</returns>
    /// <exception cref="IOException">More came after the end; it is to be read on.</exception>
    public async Task<bool> ConfirmAsync(Lease lease, SequenceNumber? lastTaken, DateTimeOffset? endedAfter, CancellationToken cancellationToken)
    {
        if (lastTaken is null && lease is { Checkpoint.IsLatest: true, LatestSince: null })
        {
            // Another application's lease: what was there before LATEST cannot be told from what came since.
            return true;
        }

        var after = lastTaken?.Text ?? lease.Checkpoint.Text;
        var reader = new ShardReader(pod.Clock, pod.Source, shardId, lastTaken is { } last ? IteratorStart.After(last) : IteratorStart.TrimHorizon, lease.LatestSince);
        using var room = await MemoryReservation.AdmitAsync(pod.Budget, pod.PageSizes.RoomForOne, cancellationToken);
        var pages = new ReservedPageReader(pod, shardId, reader, room, PodOperation.ConfirmEnd);
        for (var isAtOldest = false; ; isAtOldest = true)
        {
            try
            {
                await RequireNothingMoreAsync(pages, after, cancellationToken);
                return true;
            }
            catch (TrimmedDataException) when (!isAtOldest && IsFresh(endedAfter))
            {
                // An idle shard's last record is older than the stream keeps; what is left begins after it.
                reader.ResumeAtTrimHorizon(pod.Clock.GetUtcNow());
            }
            catch (Exception gone) when (gone is TrimmedDataException or ShardGoneException)
            {
                if (IsFresh(endedAfter))
                {
                    return true;
                }

                await losses.ApplyAsync(after, "the service removed what followed before its end could be confirmed", cancellationToken);
                return false;
            }
        }
    }

    private bool IsFresh(DateTimeOffset? endedAfter) => endedAfter is { } known && !StreamRetention.MayBeOver(known, pod.Clock.GetUtcNow());

    private async Task RequireNothingMoreAsync(ReservedPageReader pages, string after, CancellationToken cancellationToken)
    {
        for (var isEnd = false; !isEnd;)
        {
            snapshot.Change(now => now with { LastTurn = pod.Clock.GetTimestamp() });
            using var page = await pages.ReadAsync(cancellationToken);
            for (var index = 0; index < page.Count; index++)
            {
                if (!pages.Reader.IsPast(page[index]))
                {
                    await PauseAsync(cancellationToken);
                    throw new IOException($"GetRecords of {shardId} ended the shard after {after}, but {page[index].SequenceNumber} follows.");
                }
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
        var shards = await pod.Retrier.RunAsync(PodOperation.ListShards, shardId.Value, pod.Source.ListShardsAsync, cancellationToken);
        if (shards.Any(shard => shard.ShardId == shardId && !shard.IsClosed))
        {
            await PauseAsync(cancellationToken);
            throw new IOException($"GetRecords of {shardId} ended the shard, but the stream lists it as open.");
        }
    }

    /// <summary>The shard is adopted again at once: a listing that lags must not be asked without a break.</summary>
    private Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(pod.Jittered(pod.Settings.Pod.IdlePollMin), pod.Clock, cancellationToken);

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
