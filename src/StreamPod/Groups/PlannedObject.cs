namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>An object of a group as <see cref="ObjectPlanner"/> counts it.</summary>
internal sealed class PlannedObject
{
    /// <summary>Its place in the group, counted from 0.</summary>
    public required int Position { get; init; }

    /// <summary>Whether the object of its partition before it has room for records, but not for the bytes of the next one.</summary>
    public bool FollowsFull { get; init; }

    public int Records { get; set; }

    /// <summary>By the measure of the layout.</summary>
    public long Bytes { get; set; }
}
