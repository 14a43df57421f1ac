using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Checkpoints;

/// <summary>Seals and puts the objects of a group in parallel, within the pod's number of PUTs and its memory budget.</summary>
internal sealed class GroupObjects(
    TimeProvider clock,
    TableStream stream,
    ShardId shardId,
    ObjectLayout layout,
    IObjectStore store,
    Gate putGate,
    MemoryBudget budget,
    Retrier retrier,
    ICommitObserver observer) : IGroupSink
{
    private readonly ObjectWriter _writer = new(store);

    public Task<bool> IsStoredAsync(PendingGroup pending, CancellationToken cancellationToken) =>
        new PendingGroupObjects(retrier, store, stream, shardId, pending).AreAllThereAsync(cancellationToken);

    public Task RecordGapAsync(string after, string why, CancellationToken cancellationToken) =>
        new GapRecord(retrier, store, stream, layout, shardId).WriteAsync(after, why, cancellationToken);

    /// <summary>
    /// Stores every object that is not stored yet. The first goes alone: it begins where the range begins, so it alone tells whether
    /// an earlier life of this stream wrote the range, before anything else is put.
    /// </summary>
    public async Task<StoreOutcome> StoreAsync(Group group, PendingGroup pending, string previous, CancellationToken cancellationToken)
    {
        // Only under its second name will a first object whose key is taken tell whether the range was written before.
        var first = await PutAsync(group, 0, pending, previous, cancellationToken);
        if (first is not StoreOutcome.Stored { Bytes: var bytes })
        {
            return first;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var others = await Task.WhenAll(Enumerable.Range(1, group.Objects.Count - 1).Select(position => PutOrStopAsync(group, position, pending, previous, stop)));
        bytes += others.OfType<StoreOutcome.Stored>().Sum(stored => stored.Bytes);
        IReadOnlyList<int> taken = [.. others.OfType<StoreOutcome.KeyTaken>().SelectMany(outcome => outcome.Positions)];
        return taken.Count > 0 ? new StoreOutcome.KeyTaken(taken, bytes) : new StoreOutcome.Stored(bytes);
    }

    private async Task<StoreOutcome> PutOrStopAsync(Group group, int position, PendingGroup pending, string previous, CancellationTokenSource stop)
    {
        try
        {
            return await PutAsync(group, position, pending, previous, stop.Token);
        }
        catch
        {
            // The others would go on trying for a group that cannot be completed here.
            await StopSignal.SendAsync(stop);
            throw;
        }
    }

    private Task<StoreOutcome> PutAsync(Group group, int position, PendingGroup pending, string previous, CancellationToken cancellationToken)
    {
        var item = group.Objects[position];
        return item.IsStored
            ? Task.FromResult<StoreOutcome>(new StoreOutcome.Stored(0))
            : putGate.RunAsync(token => SealAndPutAsync(group, position, pending, previous, token), cancellationToken);
    }

    private async Task<StoreOutcome> SealAndPutAsync(Group group, int position, PendingGroup pending, string previous, CancellationToken cancellationToken)
    {
        var item = group.Objects[position];
        var isRenamed = pending.Collisions.Contains(position);
        var key = isRenamed ? KeyCollision.KeyOf(item.Key, shardId, stream.Label) : item.Key;
        var draft = DraftOf(group, position, pending, previous, key);
        using var compressed = new SegmentedBuffer();
        var isCompressed = ObjectSealing.IsCompressed(draft);
        if (isCompressed)
        {
            ObjectSealing.Compress(draft, compressed);
        }

        // Sealing never waits for memory: an eighth of the budget is kept back for it.
        using var room = new MemoryReservation(budget, 0);
        room.Resize(compressed.CapacityBytes);
        var sealedObject = isCompressed ? ObjectSealing.Seal(draft, compressed.AsSequence()) : ObjectSealing.Seal(draft);
        var started = clock.GetTimestamp();
        var outcome = await retrier.RunAsync(PodOperation.PutObject, key, token => _writer.WriteAsync(sealedObject, token), cancellationToken);
        return Settle(item, position, isRenamed, sealedObject, outcome, clock.GetElapsedTime(started));
    }

    private StoreOutcome Settle(GroupObject item, int position, bool isRenamed, SealedObject sealedObject, StoreOutcome outcome, TimeSpan took)
    {
        switch (outcome)
        {
            case StoreOutcome.Stored { WasThere: false }:
                observer.ObjectStored(sealedObject, took);
                item.Stored();
                return outcome;
            case StoreOutcome.Stored:
                observer.ObjectAlreadyThere(sealedObject);
                item.Stored();
                return outcome;
            case StoreOutcome.KeyTaken when !isRenamed:
                observer.KeyCollided(sealedObject);
                return outcome;
            case StoreOutcome.AlreadyCoveredUpTo when position == 0:
                return outcome;
            default:
                throw new ShardHaltedException($"Object {sealedObject.Key} cannot be written: {outcome}.");
        }
    }

    private ObjectDraft DraftOf(Group group, int position, PendingGroup pending, string previous, string key)
    {
        var item = group.Objects[position];
        var layout = item.IsQuarantine ? pending.Layout.OfQuarantine() : pending.Layout;
        return new ObjectDraft
        {
            Key = key,
            Content = item.Content.AsSequence(),
            StreamLabel = stream.Label,
            Shard = shardId,
            Previous = Checkpoint.Parse(previous),
            First = item.First,
            Last = item.Last,
            GroupLast = group.Last,
            Part = position + 1,
            Parts = group.Objects.Count,
            RecordCount = item.Records,
            Format = layout.Format,
            Record = layout.Record,
            SchemaHash = layout.SchemaHash,
            Compression = layout.Compression,
            SettingsHash = pending.Layout.Hash(),
            CutBy = layout.CutBy,
            EncoderVersion = EncoderVersions.Of(layout.Format, layout.Compression),
        };
    }
}
