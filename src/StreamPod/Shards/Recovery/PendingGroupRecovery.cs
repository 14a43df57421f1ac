using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Reading;

namespace KeyspacesStreamer.StreamPod.Shards.Recovery;

/// <summary>
/// Keeps what an earlier owner of the shard prepared, before anything new is read: the very objects of the pending range are
/// completed, then committed. So boundaries that a clock chose survive a crash, and a zombie can only write what was prepared.
/// </summary>
internal sealed class PendingGroupRecovery(PodContext pod, HeldLease lease, ShardLineage lineage, GroupWriter writer, IGroupSink sink, LossPolicy losses, ShardRequests requests, PublishedSnapshot snapshot)
{
    // A range that was adopted, or begun under a pending group that is lost, does not say how large it is; no group takes more than a quarter of the budget.
    private const long UnknownRangeBytes = 8 * 1024 * 1024;

    /// <summary>Completes the pending range, if there is one, and says where reading begins.</summary>
    /// <exception cref="ShardHaltedException">The range cannot be completed as prepared.</exception>
    public async Task<IteratorStart> CompleteAsync(CancellationToken cancellationToken)
    {
        while (!requests.IsReleaseAsked && FindPending() is { } pending)
        {
            var areAllThere = await sink.IsStoredAsync(pending, cancellationToken);
            if (areAllThere)
            {
                writer.TakeAsStored(pending);
            }
            else if (!await ReadAgainAsync(pending, cancellationToken))
            {
                continue;
            }

            await writer.CommitAsync(null, cancellationToken);
            pod.Events.PendingGroupCompleted(lease.Current.ShardId, pending, !areAllThere);
        }

        return PlaceOf(lease.Current);
    }

    private IteratorStart PlaceOf(Lease current)
    {
        if (current.Checkpoint.Number is { } number)
        {
            return IteratorStart.After(number);
        }

        // A lease that begins at LATEST and was started before may have missed records since: read those made after it was created.
        return current.Checkpoint.IsLatest && current.OwnerSwitchesSinceCheckpoint <= 1 && ShardReader.IsLatestNow(current.LatestSince, pod.Clock.GetUtcNow())
            ? IteratorStart.Latest
            : IteratorStart.TrimHorizon;
    }

    private PendingGroup? FindPending()
    {
        if (lease.Current is not { PendingCheckpoint: not null, PendingState: { } state })
        {
            return null;
        }

        try
        {
            return PendingGroup.TryRead(state.Span);
        }
        catch (FormatException problem)
        {
            throw new ShardHaltedException($"Shard {lease.Current.ShardId}: {problem.Message}", problem);
        }
    }

    /// <summary>The layout that the group was prepared by, with the table's schema of that time.</summary>
    private async Task<ShardLayout> LayoutOfAsync(PendingGroup pending, CancellationToken cancellationToken)
    {
        var layout = pending.Layout;
        if (layout.SchemaHash is { } hash)
        {
            // It is below the head of the keys that the group has, which may be another one by now.
            var schemas = new SchemaStore(pod.Store, layout, pod.Source.Stream);
            var schema = hash == pod.Layout.SchemaHash
                ? pod.Layout.Schema
                : await pod.Retrier.RunAsync(PodOperation.ReadSchema, schemas.KeyOf(hash), token => schemas.FindAsync(hash, token), cancellationToken);
            layout = layout with
            {
                Schema = schema ?? throw new ShardHaltedException(
                    $"Shard {lease.Current.ShardId}: the pending range was prepared by the table's schema {hash}, and {pod.Store.Name} has no {schemas.KeyOf(hash)}. Restore that object."),
            };
        }

        try
        {
            return ShardLayout.Of(layout, pod.Source.Stream, lease.Current.ShardId, layout.HoldsRows ? await lineage.FindAsync(cancellationToken) : 0, pod.Forms, pod.TransformOf, pod.RowGroupBytes);
        }
        catch (NotSupportedException problem)
        {
            throw new ShardHaltedException($"Shard {lease.Current.ShardId}: the pending range cannot be completed, because {problem.Message}. Start the version that prepared it.", problem);
        }
    }

    /// <returns>False when an earlier life's range has to be kept instead, or a release was asked for; the lease says which.</returns>
    private async Task<bool> ReadAgainAsync(PendingGroup pending, CancellationToken cancellationToken)
    {
        var layout = await LayoutOfAsync(pending, cancellationToken);
        // All of it at once: two ranges that each hold half of what they need would wait for each other for ever.
        var bytes = pending.IsCounted ? pending.Bytes + (pending.Bytes / 4) + (pending.Objects * GroupLimits.ObjectBytesOf(pending.Layout)) : Math.Min(UnknownRangeBytes, pod.Budget.LimitBytes / 4);
        snapshot.Change(now => now with { IsWaitingForMemory = true });
        using var room = await MemoryReservation.AdmitAsync(pod.Budget, bytes + pod.PageSizes.RoomForOne, cancellationToken);
        snapshot.Change(now => now with { IsWaitingForMemory = false });
        using var builder = new GroupBuilder(pending.Layout, GroupLimits.Unlimited, layout, pod.Budget);
        try
        {
            if (!await new RangeReader(pod, lease.Current.ShardId, pending, room, snapshot).ReadIntoAsync(builder, requests, cancellationToken))
            {
                return false;
            }
        }
        catch (TrimmedDataException) when (pod.Settings.Source.OnTrimmedData == TrimmedDataPolicy.Continue)
        {
            await losses.ApplyAsync(
                lease.Current.Checkpoint.Text, $"the pending range up to {pending.Last} was trimmed before it was written", cancellationToken);
            writer.TakeAsStored(pending with { Records = 0, Objects = 0 });
            return true;
        }
        catch (TrimmedDataException problem)
        {
            throw new ShardHaltedException(
                $"Shard {lease.Current.ShardId}: the pending range {pending.First} to {pending.Last} {HaltReasons.PendingTrimmed}. "
                + "Set source.onTrimmedData to Continue to leave a gap record and go on.",
                problem);
        }

        room.Dispose();
        var group = builder.Close(CloseReason.Recovery);
        return await writer.StoreAsync(group, pending, cancellationToken) is StoreOutcome.Stored;
    }
}
