namespace KeyspacesStreamer.StreamPod.Encoding;

/// <summary>Who caused a change, as far as the operation depends on it; an absent or unknown origin counts as a user's.</summary>
internal enum RecordOrigin
{
    User,
    Replication,
    Ttl,
}
