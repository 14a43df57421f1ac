using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>Hears of stored and committed groups, to count, log and show them.</summary>
internal interface ICommitObserver
{
    void GroupStored(Group group, long storedBytes, TimeSpan took);

    void GroupCommitted(StoredGroup group);

    /// <summary>Another shard's object exists under a key of this one; the name gets the shard's short hash.</summary>
    void KeyCollided(SealedObject wanted);

    /// <summary>An object of the pending range was there already.</summary>
    void ObjectAlreadyThere(SealedObject found);

    void ObjectStored(SealedObject stored, TimeSpan took);
}
