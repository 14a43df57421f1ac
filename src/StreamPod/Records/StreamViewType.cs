namespace KeyspacesStreamer.StreamPod.Records;

/// <summary>Which images a stream's records carry.</summary>
internal enum StreamViewType
{
    NewAndOldImages,
    NewImage,
    OldImage,
    KeysOnly,
}
