namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>Which images of a row its records carry.</summary>
internal enum ViewType
{
    NewAndOldImages,
    NewImage,
    OldImage,
    KeysOnly,
}
