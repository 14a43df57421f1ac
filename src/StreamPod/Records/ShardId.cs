namespace KeyspacesStreamer.StreamPod.Records;

/// <summary>Name of a shard of a stream.</summary>
internal readonly record struct ShardId(string Value) : IComparable<ShardId>
{
    public int CompareTo(ShardId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
