using KeyspacesStreamer.StreamPod.Faults;

namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>
/// A lease this worker owns, as the table last showed it. Every write is conditional on owner, leaseCounter and on the checkpoint and
/// pending range that was there before, so neither a zombie nor a late repetition of our own write can move anything back.
/// </summary>
internal sealed class HeldLease(ILeaseTable table, Lease lease, Retrier retrier, Backoff backoff, IOperationObserver observer)
{
    private const int RefusalsBeforeGivingUp = 20;

    public Lease Current { get; private set; } = lease;

    /// <summary>Writes the change. Repeats what failed in passing; a time-out is settled by reading the item.</summary>
    /// <exception cref="LeaseLostException">Another worker owns the lease now.</exception>
    public async Task WriteAsync(PodOperation operation, LeaseChange change, CancellationToken cancellationToken)
    {
        var before = Current;
        var after = change.ApplyTo(before);
        var refusals = 0;
        for (var failures = 0; ;)
        {
            observer.Attempted(operation);
            try
            {
                if (await table.TryUpdateAsync(before.ShardId, GuardOf(before), change, cancellationToken))
                {
                    Current = after;
                    return;
                }
            }
            catch (Exception exception) when (AwsFaults.IsPassing(exception, out var kind))
            {
                cancellationToken.ThrowIfCancellationRequested();
                observer.WillRetry(operation, before.ShardId.Value, ++failures, kind, exception);
                await backoff.WaitAsync(failures, kind, cancellationToken);
                continue;
            }

            var found = await FindAsync(cancellationToken);
            if (HasSameGuard(found, after) && (failures > 0 || !HasSameGuard(before, after)))
            {
                // An earlier attempt had reached the table although its answer was lost.
                Current = after;
                return;
            }

            ThrowUnlessStillOurs(found, before);
            if (++refusals >= RefusalsBeforeGivingUp)
            {
                throw new LeaseLostException($"Lease of {before.ShardId} refused {operation.Terms().Name} {refusals} times although it looks unchanged.");
            }

            await backoff.WaitAsync(refusals, FaultKind.Transient, cancellationToken);
        }
    }

    private async Task<Lease> FindAsync(CancellationToken cancellationToken) =>
        await retrier.RunAsync(PodOperation.FindLease, Current.ShardId.Value, token => table.FindAsync(Current.ShardId, token), cancellationToken)
        ?? throw new LeaseLostException($"Lease of {Current.ShardId} was deleted.");

    private static LeaseGuard GuardOf(Lease lease) => new()
    {
        Owner = Expected<string>.Is(lease.Owner),
        Counter = lease.Counter,
        Checkpoint = Expected<string>.Is(lease.Checkpoint.Text),
        PendingCheckpoint = Expected<string>.Is(lease.PendingCheckpoint?.Text),
        PendingState = Expected<byte[]>.Is(lease.PendingState?.ToArray()),
    };

    private static bool HasSameGuard(Lease found, Lease wanted) =>
        found.Owner == wanted.Owner
        && found.Counter == wanted.Counter
        && found.Checkpoint == wanted.Checkpoint
        && found.PendingCheckpoint == wanted.PendingCheckpoint
        && found.PendingState.GetValueOrDefault().Span.SequenceEqual(wanted.PendingState.GetValueOrDefault().Span);

    private static void ThrowUnlessStillOurs(Lease found, Lease before)
    {
        if (found.Owner != before.Owner || found.Counter != before.Counter)
        {
            throw new LeaseLostException(
                $"Lease of {before.ShardId} is held by {found.Owner ?? "nobody"} (counter {found.Counter}, expected {before.Counter} of {before.Owner}).");
        }

        if (!HasSameGuard(found, before))
        {
            throw new LeaseLostException(
                $"Lease of {before.ShardId} was changed from outside: checkpoint {found.Checkpoint}, pending {found.PendingCheckpoint?.Text ?? "none"}; "
                + $"expected {before.Checkpoint} and {before.PendingCheckpoint?.Text ?? "none"}.");
        }
    }
}
