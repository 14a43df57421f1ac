using System.Runtime.InteropServices;

namespace KeyspacesStreamer.StreamsEmulator.Readers;

/// <summary>Knows who reads which shard: a reader is a chain of iterators, and more than the allowed number at the same time are throttled.</summary>
/// <remarks>A process that simply starts over with a new iterator never returns to its old chain, so only chains that were used after
/// the caller's own chain began count as other readers.</remarks>
internal sealed class ReaderWatch(TimeProvider clock, ReaderLimit limit)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Stream, int Shard), Dictionary<long, LastUse>> _uses = [];
    private long _moments;

    /// <summary>Begins a chain and names it.</summary>
    public long Begin()
    {
        lock (_gate)
        {
            return ++_moments;
        }
    }

    /// <summary>Notes a read; false when too many others read the shard at the same time.</summary>
    public bool Admit(int stream, int shard, long reader)
    {
        lock (_gate)
        {
            ref var readers = ref CollectionsMarshal.GetValueRefOrAddDefault(_uses, (stream, shard), out _);
            readers ??= [];
            foreach (var (other, use) in readers)
            {
                if (clock.GetElapsedTime(use.Timestamp) > limit.Window)
                {
                    readers.Remove(other);
                }
            }

            readers[reader] = new LastUse(++_moments, clock.GetTimestamp());
            return limit.MostReaders <= 0 || readers.Count(pair => pair.Key == reader || pair.Value.Moment > reader) <= limit.MostReaders;
        }
    }

    private readonly record struct LastUse(long Moment, long Timestamp);
}
