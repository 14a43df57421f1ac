using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>
/// Turns closed groups of one shard into objects and checkpoints: PREPARE writes the range into the lease, then every object is put
/// create-only, then COMMIT moves the checkpoint; the commit of a stored group rides on the next PREPARE when there is one.
/// </summary>
internal sealed class GroupWriter(TimeProvider clock, HeldLease lease, ObjectLayout layout, IGroupSink sink, ICommitObserver observer)
{
    private StoredGroup? _stored;

    /// <summary>The shard's lineage, which the first PREPARE, or the end, writes into a lease that has none; null where rows do not carry it.</summary>
    public int? Lineage { get; set; }

    private int? NewLineage => lease.Current.Lineage is null ? Lineage : null;

    /// <summary>Whether a group is stored but not committed.</summary>
    public bool HasStored => _stored is not null;

    /// <summary>The number the shard is committed up to once the stored group is.</summary>
    public Checkpoint Reached => _stored is { } stored ? Checkpoint.At(stored.End) : lease.Current.Checkpoint;

    /// <summary>Prepares the group and stores its objects; one that holds nothing only moves what is committed next. The group is disposed when its objects are stored.</summary>
    /// <returns>Whether the group is stored, or an earlier life of this stream wrote from the same start: then its range is pending now, and must be completed instead.</returns>
    /// <exception cref="LeaseLostException">Another worker owns the shard now.</exception>
    /// <exception cref="ShardHaltedException">A foreign object exists under a key of the group.</exception>
    public async Task<StoreOutcome> WriteAsync(Group group, CancellationToken cancellationToken)
    {
        if (group.IsEmpty)
        {
            // Nothing is put, so nothing has to be prepared: a crash reads the range again and drops it again.
            _stored = _stored?.Through(group.End) ?? new StoredGroup(null, group.End, 0, 0);
            return new StoreOutcome.Stored(0);
        }

        var pending = PendingGroup.Of(group, layout);
        await PrepareAsync(pending, cancellationToken);
        return await StoreAsync(group, pending, cancellationToken);
    }

    /// <summary>Stores the objects of a group that is prepared already.</summary>
    public async Task<StoreOutcome> StoreAsync(Group group, PendingGroup pending, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var previous = lease.Current.ChainTail ?? lease.Current.Checkpoint.Text;
        var storedBytes = 0L;
        var outcome = await sink.StoreAsync(group, pending, previous, cancellationToken);
        while (outcome is StoreOutcome.KeyTaken taken)
        {
            // Ends: an object collides under its plain name only, and a second name that is taken halts the shard.
            storedBytes += taken.Bytes;
            pending = pending with { Collisions = [.. pending.Collisions.Union(taken.Positions).Order()] };
            await lease.WriteAsync(PodOperation.Prepare, new LeaseChange { PendingState = Change<byte[]>.To(pending.ToBytes()) }, cancellationToken);
            outcome = await sink.StoreAsync(group, pending, previous, cancellationToken);
        }

        if (outcome is StoreOutcome.AlreadyCoveredUpTo earlier)
        {
            if (earlier.Last == group.Last)
            {
                throw new ShardHaltedException(
                    $"The range {group.First} to {group.Last} is in the store already, cut differently under the same settings. "
                    + "Nothing was overwritten. Move those objects away, or choose another destination.prefix.");
            }

            await AdoptAsync(pending, earlier, cancellationToken);
            return earlier;
        }

        storedBytes += outcome is StoreOutcome.Stored { Bytes: var bytes } ? bytes : 0;
        observer.GroupStored(group, storedBytes, clock.GetElapsedTime(started));
        _stored = new StoredGroup(group.Last, group.End, group.Records, group.Objects.Count);
        return new StoreOutcome.Stored(storedBytes);
    }

    /// <summary>Takes a pending range for stored because every object it names was found.</summary>
    public void TakeAsStored(PendingGroup pending)
    {
        var last = SequenceNumber.Parse(pending.Last);
        _stored = new StoredGroup(last, last, pending.Records, pending.Objects);
    }

    /// <summary>Commits the stored group, if there is one.</summary>
    /// <param name="caughtUpAt">When the shard was read to its tip with nothing left uncommitted after this group, if it was.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public async Task CommitAsync(DateTimeOffset? caughtUpAt, CancellationToken cancellationToken)
    {
        if (_stored is { } stored)
        {
            var change = stored.Commit(clock.GetUtcNow()) with { CaughtUpAt = caughtUpAt };
            await lease.WriteAsync(PodOperation.Commit, change, cancellationToken);
            Committed(stored);
        }
    }

    /// <summary>Commits what is stored and marks the shard finished.</summary>
    /// <param name="children">The shards that continue it.</param>
    /// <param name="endedAfter">A moment before which none of them holds a record, if one is known; it becomes caughtUpAt.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public async Task FinishAsync(IReadOnlyList<ShardId> children, DateTimeOffset? endedAfter, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var change = _stored is { } stored ? stored.Commit(now) : new LeaseChange { ResetsOwnerSwitches = true, LastCommitAt = now };
        change = change with
        {
            // A take that was meant for the lease as it was before must not reach a finished one.
            CounterStep = 1,
            Checkpoint = Checkpoint.ShardEnd,
            Children = children,
            CaughtUpAt = endedAfter,
            Owner = Change<string>.To(null),
            HandoffTo = Change<string>.To(null),
            // A shard without a record has a place among the others as well.
            Lineage = NewLineage,
        };
        await lease.WriteAsync(PodOperation.Finish, change, cancellationToken);
        if (_stored is { } last)
        {
            Committed(last);
        }
    }

    private async Task PrepareAsync(PendingGroup pending, CancellationToken cancellationToken)
    {
        var change = _stored is { } stored ? stored.Commit(clock.GetUtcNow()) : new LeaseChange();
        await lease.WriteAsync(
            PodOperation.Prepare,
            change with
            {
                PendingCheckpoint = Change<string>.To(pending.Last),
                PendingState = Change<byte[]>.To(pending.ToBytes()),
                Lineage = NewLineage,
            },
            cancellationToken);
        if (_stored is { } committed)
        {
            Committed(committed);
        }
    }

    private async Task AdoptAsync(PendingGroup pending, StoreOutcome.AlreadyCoveredUpTo earlier, CancellationToken cancellationToken)
    {
        var adopted = PendingGroup.Adopting(pending, earlier.Last.Text, earlier.CutBy);
        await lease.WriteAsync(
            PodOperation.Adopt,
            new LeaseChange { PendingCheckpoint = Change<string>.To(earlier.Last.Text), PendingState = Change<byte[]>.To(adopted.ToBytes()) },
            cancellationToken);
    }

    private void Committed(StoredGroup stored)
    {
        _stored = null;
        observer.GroupCommitted(stored);
    }
}
