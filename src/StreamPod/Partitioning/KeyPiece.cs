namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>A part of a key for one shard: constant bytes, a unit of time, or the value of a column.</summary>
internal readonly record struct KeyPiece(KeyPartKind Kind, byte[] Constant, int Column);
