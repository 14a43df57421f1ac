using System.Collections.Concurrent;
using KeyspacesStreamer.Operator.Queues;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The memories of all streams.</summary>
internal sealed class StreamMemories(TimeProvider clock, Random random)
{
    private readonly ConcurrentDictionary<ResourceKey, StreamMemory> _memories = new();

    /// <summary>The memory of a stream; an empty one when the stream of that name is another than before.</summary>
    public StreamMemory Of(ResourceKey key, string uid) => _memories.AddOrUpdate(
        key,
        _ => new StreamMemory(uid, clock, random),
        (_, known) => known.Uid == uid ? known : new StreamMemory(uid, clock, random));

    public void Forget(ResourceKey key) => _memories.TryRemove(key, out _);
}
