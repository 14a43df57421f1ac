using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Batching;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>Seals and puts the objects of a group in parallel, within the pod's number of PUTs and its memory budget.</summary>
internal sealed class GroupObjects(
    TimeProvider clock,
    TableStream stream,
    ShardId shardId,
    ObjectWriter writer,
    Gate putGate,
    MemoryBudget budget,
    Retrier retrier,
    ICommitObserver observer)
{
    /// <summary>
    /// Stores every object that is not stored yet. The first goes alone: it begins where the range begins, so it alone tells whether
    /// an earlier life of this stream wrote the range, before anything else is put.
    /// </summary>
    public async Task<StoreResult> StoreAsync(Group group, GroupPromise promise, string chain, CancellationToken cancellationToken)
    {
        var outcomes = new List<ObjectOutcome> { await PutAsync(group, 0, promise, chain, cancellationToken) };
        if (outcomes[0].Earlier is { } earlier)
        {
            return new StoreResult(0, [], earlier);
        }

        if (outcomes[0].IsCollision)
        {
            // Only under its second name will the first object tell whether the range was written before.
            return new StoreResult(0, [0], null);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        outcomes.AddRange(await Task.WhenAll(Enumerable.Range(1, group.Objects.Count - 1)
            .Select(position => PutOrStopAsync(group, position, promise, chain, stop))));
        var collided = Enumerable.Range(0, outcomes.Count).Where(position => outcomes[position].IsCollision);
        return new StoreResult(outcomes.Sum(outcome => outcome.StoredBytes), [.. collided], null);
    }

    private async Task<ObjectOutcome> PutOrStopAsync(Group group, int position, GroupPromise promise, string chain, CancellationTokenSource stop)
    {
        try
        {
            return await PutAsync(group, position, promise, chain, stop.Token);
        }
        catch
        {
            // The others would go on trying for a group that cannot be completed here.
            await StopSignal.SendAsync(stop);
            throw;
        }
    }

    private Task<ObjectOutcome> PutAsync(Group group, int position, GroupPromise promise, string chain, CancellationToken cancellationToken)
    {
        var item = group.Objects[position];
        return item.IsStored
            ? Task.FromResult(default(ObjectOutcome))
            : putGate.RunAsync(token => SealAndPutAsync(group, position, promise, chain, token), cancellationToken);
    }

    private async Task<ObjectOutcome> SealAndPutAsync(Group group, int position, GroupPromise promise, string chain, CancellationToken cancellationToken)
    {
        var item = group.Objects[position];
        var isRenamed = promise.Collisions.Contains(position);
        var key = isRenamed ? KeyCollision.KeyOf(item.Key, shardId, stream.Label) : item.Key;
        var draft = DraftOf(group, position, promise, chain, key);
        using var compressed = new SegmentedBuffer();
        if (draft.Compression != ObjectCompression.None)
        {
            ObjectSealing.Compress(draft, compressed);
        }

        // Sealing never waits for memory: an eighth of the budget is kept back for it.
        using var room = new BudgetRoom(budget, 0);
        room.Resize(compressed.CapacityBytes);
        var sealedObject = draft.Compression == ObjectCompression.None ? ObjectSealing.Seal(draft) : ObjectSealing.Seal(draft, compressed.AsSequence());
        var started = clock.GetTimestamp();
        var outcome = await retrier.RunAsync("put", key, token => writer.WriteAsync(sealedObject, token), cancellationToken);
        return Settle(item, position, isRenamed, sealedObject, outcome, clock.GetElapsedTime(started));
    }

    private ObjectOutcome Settle(GroupObject item, int position, bool isRenamed, SealedObject sealedObject, WriteOutcome outcome, TimeSpan took)
    {
        switch (outcome)
        {
            case WriteOutcome.Created:
                observer.ObjectStored(sealedObject, took);
                item.Stored();
                return new ObjectOutcome(sealedObject.Content.Length, false, null);
            case WriteOutcome.AlreadyThere:
                observer.ObjectAlreadyThere(sealedObject);
                item.Stored();
                return new ObjectOutcome(sealedObject.Content.Length, false, null);
            case WriteOutcome.OtherShard when !isRenamed:
                observer.KeyCollided(sealedObject);
                return new ObjectOutcome(0, true, null);
            case WriteOutcome.EarlierLife earlier when position == 0:
                return new ObjectOutcome(0, false, new EarlierRange(SequenceNumber.Parse(earlier.GroupLastSequenceNumber), earlier.CutBy));
            case WriteOutcome.Foreign foreign:
                throw new ShardHaltedException(foreign.Message);
            case WriteOutcome.OtherBytes other:
                throw new ShardHaltedException(other.Message);
            default:
                throw new ShardHaltedException($"Object {sealedObject.Key} cannot be written: {outcome}.");
        }
    }

    private ObjectDraft DraftOf(Group group, int position, GroupPromise promise, string chain, string key)
    {
        var item = group.Objects[position];
        return new ObjectDraft
        {
            Key = key,
            Content = item.Content.AsSequence(),
            StreamLabel = stream.Label,
            Shard = shardId,
            Previous = Checkpoint.Parse(chain),
            First = item.First,
            Last = item.Last,
            GroupLast = group.Last,
            Part = position + 1,
            Parts = group.Objects.Count,
            RecordCount = item.Records,
            Format = promise.Layout.Format,
            Record = promise.Layout.Record,
            Compression = item.IsQuarantine ? ObjectCompression.None : promise.Layout.Compression,
            SettingsHash = promise.Layout.Hash(),
            CutBy = promise.Layout.CutBy,
        };
    }
}
