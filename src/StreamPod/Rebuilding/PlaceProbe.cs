using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>Asks the stream whether everything after a place is still there: it removes its oldest records first.</summary>
internal sealed class PlaceProbe(IStreamSource source, Retrier retrier)
{
    private const int ParallelProbes = 8;
    private static readonly PageRequest OneRecord = new(1, 4 * 1024 * 1024);

    private readonly Gate _probes = new(ParallelProbes);

    /// <returns>Shards of which nothing behind their place was removed.</returns>
    public async Task<IReadOnlySet<ShardId>> KeptAsync(IReadOnlyList<(ShardId ShardId, IteratorStart Place)> places, CancellationToken cancellationToken)
    {
        var kept = await Task.WhenAll(places.Select(place => _probes.RunAsync(token => IsKeptAsync(place.ShardId, place.Place, token), cancellationToken)));
        return places.Where((_, index) => kept[index]).Select(place => place.ShardId).ToHashSet();
    }

    private async Task<bool> IsKeptAsync(ShardId shardId, IteratorStart place, CancellationToken cancellationToken)
    {
        try
        {
            return await retrier.RunAsync(PodOperation.Probe, shardId.Value, token => ReadAsync(shardId, place, token), cancellationToken);
        }
        catch (Exception gone) when (gone is TrimmedDataException or ShardGoneException)
        {
            return false;
        }
    }

    private async Task<bool> ReadAsync(ShardId shardId, IteratorStart place, CancellationToken cancellationToken)
    {
        try
        {
            var iterator = await source.GetIteratorAsync(shardId, place, cancellationToken);
            using var page = await source.GetRecordsAsync(iterator, OneRecord, cancellationToken);
            return true;
        }
        catch (ExpiredIteratorException problem)
        {
            throw new IOException($"A new iterator of {shardId} expired at once.", problem);
        }
        catch (Exception unreadable) when (unreadable is DamagedPageException or PageTooLargeException)
        {
            // What is there cannot be read, which is the pods' affair; nothing was removed.
            return true;
        }
    }
}
