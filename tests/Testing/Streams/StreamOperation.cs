namespace KeyspacesStreamer.Testing.Streams;

/// <summary>One kind of call of a stream source.</summary>
internal enum StreamOperation
{
    ListShards,
    ListChildren,
    GetIterator,
    GetRecords,
}
