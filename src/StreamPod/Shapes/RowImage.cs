namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The row after or before a change.</summary>
internal enum RowImage
{
    New,
    Old,
}
