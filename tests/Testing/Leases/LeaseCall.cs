namespace KeyspacesStreamer.Testing.Leases;

/// <summary>One call of a lease table: what is done, and to which item (empty for the whole table).</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Key">Shard id, name of the pod, or empty.</param>
internal readonly record struct LeaseCall(LeaseOperation Operation, string Key);
