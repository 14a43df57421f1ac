namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>Who caused a change, as far as the operation depends on it; a time to live that ran out, and an absent or unknown origin, count as a user's.</summary>
internal enum RecordOrigin
{
    User,
    Replication,
}
