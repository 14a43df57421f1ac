namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>What a part of a key template stands for.</summary>
internal enum KeyPartKind
{
    Literal,
    Keyspace,
    Table,
    ShardId,
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Column,
    FirstSequenceNumber,
    LastSequenceNumber,
}
