using System.Collections.Concurrent;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The memories of all streams.</summary>
internal sealed class ReconcileStateStore(TimeProvider clock, Random random)
{
    private readonly ConcurrentDictionary<NamespacedName, ReconcileState> _memories = new();

    /// <summary>The memory of a stream; an empty one when the stream of that name is another than before.</summary>
    public ReconcileState Of(NamespacedName key, string uid) => _memories.AddOrUpdate(
        key,
        _ => new ReconcileState(uid, clock, random),
        (_, known) => known.Uid == uid ? known : new ReconcileState(uid, clock, random));

    public void Forget(NamespacedName key) => _memories.TryRemove(key, out _);
}
