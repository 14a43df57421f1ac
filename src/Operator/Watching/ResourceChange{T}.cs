using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Watching;

/// <summary>What became of one resource between two looks.</summary>
/// <param name="Key">Which resource.</param>
/// <param name="Before">As it was known before; null when it is new.</param>
/// <param name="After">As it is; null when it is gone.</param>
internal sealed record ResourceChange<T>(NamespacedName Key, T? Before, T? After);
