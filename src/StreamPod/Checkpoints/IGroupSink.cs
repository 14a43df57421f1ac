using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>Where the groups of one shard go.</summary>
internal interface IGroupSink
{
    /// <summary>Stores what of a pending group is not stored yet.</summary>
    /// <param name="group">The group; it holds a record at least.</param>
    /// <param name="pending">Its pending group.</param>
    /// <param name="previous">Last number of the shard's previous group that wrote anything, or the word the shard began with.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="ShardHaltedException">What is there already cannot be explained.</exception>
    Task<StoreOutcome> StoreAsync(Group group, PendingGroup pending, string previous, CancellationToken cancellationToken);

    /// <summary>Whether all of a pending group stands as prepared, as far as that can be seen without its records.</summary>
    Task<bool> IsStoredAsync(PendingGroup pending, CancellationToken cancellationToken);

    /// <summary>Notes that records are lost. The same loss is noted once.</summary>
    /// <param name="after">The number, or the word, after which they are missing.</param>
    /// <param name="why">The reason, for people.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    Task RecordGapAsync(string after, string why, CancellationToken cancellationToken);
}
