namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>Where a member is in the text under construction; default while it is absent.</summary>
internal readonly record struct TextSlot(int Start, int End)
{
    public bool IsFilled => End != 0;
}
