using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>
/// The loop of one shard: fills the open group while the next page is read and the last group is written in the background,
/// one thing at a time, so that no state is shared.
/// </summary>
internal sealed class ShardLoop(
    PodContext pod, PagePrefetcher prefetcher, GroupCommitter committer, ShardLayout layout, HeldLease lease, ShardRequests requests, WakeSignal wake, PublishedSnapshot snapshot)
    : IDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(10);

    private readonly CaughtUpMark _caughtUp = new(pod, lease);
    private GroupBuilder _open = new(pod.Layout, pod.Limits, layout, pod.Budget);
    private CloseReason _full;
    private bool _isPressed;
    private long _openedAt;

    /// <summary>Runs until the shard's end is stored, a release was asked for and everything taken over is committed, or an earlier life's range is pending instead.</summary>
    /// <exception cref="ShardHaltedException">The shard cannot go on; everything before is committed.</exception>
    public async Task<ShardLoopEnd> RunAsync(CancellationToken cancellationToken)
    {
        using var reads = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var writes = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                snapshot.Change(now => now with { LastTurn = pod.Clock.GetTimestamp() });
                await prefetcher.HarvestAsync(cancellationToken);
                if (await committer.HarvestAsync() is StoreOutcome.AlreadyCoveredUpTo)
                {
                    return ShardLoopEnd.Covered;
                }

                var isReleasing = prefetcher.Halt is not null || requests.IsReleaseAsked;
                if (isReleasing)
                {
                    await prefetcher.StopAsync(reads);
                }

                Consume(writes.Token);
                isReleasing |= prefetcher.Halt is not null;
                _isPressed = (requests.TakeClose() || _isPressed) && !_open.IsEmpty;
                CloseIfDue(isReleasing, writes.Token);
                await CommitIfDueAsync(isReleasing, cancellationToken);
                if (_open.IsEmpty && !committer.IsBusy && (isReleasing || IsAllTaken))
                {
                    return prefetcher.Halt is not null ? throw prefetcher.Halt : isReleasing ? ShardLoopEnd.Released : ShardLoopEnd.Finished;
                }

                if (!isReleasing)
                {
                    prefetcher.ReadIfDue(reads.Token);
                }

                Show();
                await wake.SleepAsync(UntilNext(isReleasing), cancellationToken);
            }
        }
        finally
        {
            await prefetcher.StopAsync(reads);
            await committer.StopAsync(writes);
        }
    }

    /// <summary>Whether the shard's last record is in the open group or behind it.</summary>
    private bool IsAllTaken => prefetcher is { IsEnded: true, Page: null };

    public void Dispose()
    {
        _open.Dispose();
        snapshot.Change(now => now with { OpenBytes = 0, WritingBytes = 0 });
    }

    private void Consume(CancellationToken cancellationToken)
    {
        while (prefetcher.Page is { } page)
        {
            if (page.IsConsumed)
            {
                prefetcher.PutAway();
                break;
            }

            if (!TryTake(page))
            {
                if (committer.IsBusy || prefetcher.Halt is not null)
                {
                    break;
                }

                StartWriting(_full, cancellationToken);
            }
        }
    }

    private bool TryTake(AdmittedPage page)
    {
        var record = page.Current;
        if (prefetcher.Reader.IsPast(record))
        {
            pod.Events.RecordPassedOver(lease.Current.ShardId, prefetcher.Reader.WhyPast(record));
            page.Advance();
            return true;
        }

        var held = _open.HeldBytes;
        var (wasEmpty, quarantined) = (_open.IsEmpty, _open.Quarantined);
        if (!TryAppend(record))
        {
            return false;
        }

        prefetcher.Reader.Advance(record.SequenceNumber);
        prefetcher.NewestTaken = record.CreatedAt;
        page.TransferTo(_open.HeldBytes - held);
        page.Advance();
        _openedAt = wasEmpty ? pod.Clock.GetTimestamp() : _openedAt;
        if (_open.Quarantined > quarantined)
        {
            pod.Events.RecordsQuarantined(lease.Current.ShardId, 1);
        }

        return true;
    }

    private bool TryAppend(in ChangeRecord record)
    {
        _full = _open.Fullness;
        try
        {
            if (_full == CloseReason.None && !_open.TryAppend(record))
            {
                _full = CloseReason.Bytes;
            }

            return _full == CloseReason.None;
        }
        catch (UnreadableRecordException problem)
        {
            prefetcher.Halt = new ShardHaltedException(
                $"Shard {lease.Current.ShardId}, record {record.SequenceNumber}: {problem.Message} Set source.onUnreadableRecord to Quarantine to keep it raw and go on.",
                problem);
            return false;
        }
    }

    private void CloseIfDue(bool isReleasing, CancellationToken cancellationToken)
    {
        if (_open.IsEmpty || committer.IsBusy)
        {
            return;
        }

        var reason = IsAllTaken ? CloseReason.ShardEnd
            : isReleasing ? CloseReason.Handoff
            : _isPressed ? CloseReason.MemoryPressure
            : UntilTooOld <= TimeSpan.Zero ? CloseReason.Age
            : CloseReason.None;
        if (reason != CloseReason.None)
        {
            StartWriting(reason, cancellationToken);
        }
    }

    private TimeSpan UntilTooOld => pod.Settings.Destination.Rotation.MaxAge - pod.Clock.GetElapsedTime(_openedAt);

    private void StartWriting(CloseReason reason, CancellationToken cancellationToken)
    {
        var group = _open.Close(reason);
        _open = new GroupBuilder(pod.Layout, pod.Limits, layout, pod.Budget);
        (_full, _isPressed) = (CloseReason.None, false);
        pod.Events.GroupClosed(lease.Current.ShardId, group);
        committer.Start(group, cancellationToken);
    }

    private async Task CommitIfDueAsync(bool isReleasing, CancellationToken cancellationToken)
    {
        var isQuiet = _open.IsEmpty && prefetcher.Page is null && !committer.IsBusy;
        // A shard that ended is committed together with its SHARD_END.
        var isWanted = isReleasing || (isQuiet && !prefetcher.IsEnded);
        if (!await committer.CommitIfDueAsync(isWanted, isQuiet && !prefetcher.IsEnded ? prefetcher.TipSeenAt : null, cancellationToken)
            && isQuiet && !committer.IsCommitOpen && !prefetcher.IsEnded && prefetcher.TipSeenAt is { } tip)
        {
            await _caughtUp.RefreshAsync(tip, cancellationToken);
        }
    }

    private TimeSpan UntilNext(bool isReleasing)
    {
        var next = LongestSleep;
        if (!_open.IsEmpty && !committer.IsBusy)
        {
            next = Min(next, UntilTooOld);
        }

        next = Min(next, committer.UntilDue ?? next);
        return isReleasing ? next : Min(next, prefetcher.UntilDue ?? next);
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private void Show() => snapshot.Change(now => now with
    {
        Checkpoint = lease.Current.Checkpoint,
        Pending = lease.Current.PendingCheckpoint?.Text,
        BufferedRecords = _open.Records + (committer.Group?.Records ?? 0),
        OpenBytes = _open.HeldBytes,
        WritingBytes = committer.Group?.HeldBytes ?? 0,
        BusySince = committer.BusySince ?? prefetcher.BusySince,
        LastCommitAt = lease.Current.LastCommitAt,
        OldestUncommitted = committer.Group?.FirstCreatedAt ?? (_open.IsEmpty ? null : _open.FirstCreatedAt),
        NewestTaken = prefetcher.NewestTaken,
    });
}
