using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>A stream that carries the operator's finalizer.</summary>
/// <param name="Key">Which.</param>
/// <param name="Uid">Which incarnation of it.</param>
/// <param name="DeletedAt">Since when it waits to be gone; null when nobody has deleted it.</param>
/// <param name="Table">Its checkpoint table.</param>
internal sealed record HeldStream(NamespacedName Key, string Uid, DateTime? DeletedAt, string Table);
