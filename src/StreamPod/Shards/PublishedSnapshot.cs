using System.Collections.Immutable;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>The latest snapshot of one shard. Its loop and its reads change it; whoever reads it never sees half a change.</summary>
internal sealed class PublishedSnapshot(ShardSnapshot first)
{
    private ShardSnapshot _current = first;

    public ShardSnapshot Current => Volatile.Read(ref _current);

    /// <param name="change">Gives the next snapshot of the current one; called again when another change came in between.</param>
    public void Change(Func<ShardSnapshot, ShardSnapshot> change) => ImmutableInterlocked.Update(ref _current, change);
}
