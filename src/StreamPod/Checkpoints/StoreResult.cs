namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>What putting the objects of one group came to.</summary>
/// <param name="StoredBytes">Final bytes of the objects.</param>
/// <param name="Collisions">Positions of objects whose key another shard holds; empty when every object is stored.</param>
/// <param name="Earlier">The range that an earlier life of this stream wrote from the same start.</param>
internal sealed record StoreResult(long StoredBytes, IReadOnlyList<int> Collisions, EarlierRange? Earlier);
