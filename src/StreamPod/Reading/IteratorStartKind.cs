namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>The iterator types of the service.</summary>
internal enum IteratorStartKind
{
    TrimHorizon,
    Latest,
    AtSequenceNumber,
    AfterSequenceNumber,
}
