using KeyspacesStreamer.StreamPod.Batching;
using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>
/// The loop of one shard: reads the next page and writes the last group in the background while it fills the open group,
/// one thing at a time, so that no state is shared.
/// </summary>
internal sealed class ShardRun(
    PodContext pod, PageFeed feed, GroupWriter writer, GroupCut cut, HeldLease lease, WakeSignal wake, ShardFigures figures, ShardTrouble trouble)
    : IDisposable
{
    /// <summary>How long a stored group waits for the next PREPARE to carry its commit.</summary>
    private static readonly TimeSpan CommitLinger = TimeSpan.FromSeconds(1);

    private readonly ShardPace _pace = new(pod);
    private readonly CaughtUpMark _caughtUp = new(pod, lease);
    private GroupBuilder _open = new(pod.Layout, pod.Limits, cut, pod.Budget);
    private AdmittedPage? _page;
    private Task<AdmittedPage>? _reading;
    private Task<SequenceNumber?>? _writing;
    private Group? _group;
    private CloseReason _full;
    private bool _isPressed;
    private bool _isEnded;
    private ShardHaltedException? _halt;
    private long _openedAt;
    private long _readingSince;
    private long _writingSince;
    private long _storedAt;

    /// <summary>Runs until the shard's end is stored (true), or a release was asked for and everything taken over is committed (false).</summary>
    public async Task<bool> RunAsync(Func<bool> isReleaseAsked, Func<bool> isCloseAsked, CancellationToken cancellationToken)
    {
        using var reads = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var writes = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                figures.LastTurn = pod.Clock.GetTimestamp();
                await HarvestAsync(cancellationToken);
                var isReleasing = _halt is not null || isReleaseAsked();
                if (isReleasing)
                {
                    await StopReadingAsync(reads);
                }

                Consume(writes.Token);
                isReleasing |= _halt is not null;
                _isPressed |= isCloseAsked();
                CloseIfDue(isReleasing, writes.Token);
                await CommitIfDueAsync(isReleasing, cancellationToken);
                if (_open.IsEmpty && _writing is null && (isReleasing || (_isEnded && _page is null)))
                {
                    return _halt is null ? !isReleasing : throw _halt;
                }

                ReadIfDue(isReleasing, reads.Token);
                Show();
                await wake.SleepAsync(UntilNext(isReleasing), cancellationToken);
            }
        }
        finally
        {
            await UnwindAsync(reads, writes);
        }
    }

    public void Dispose()
    {
        _page?.Dispose();
        _open.Dispose();
        _group?.Dispose();
        figures.OpenBytes = figures.WritingBytes = 0;
    }

    private async Task HarvestAsync(CancellationToken cancellationToken)
    {
        if (_reading is { IsCompleted: true } read)
        {
            _reading = null;
            await TakePageAsync(read, cancellationToken);
        }

        if (_writing is { IsCompleted: true } write)
        {
            _writing = null;
            var earlier = await write;
            _group!.Dispose();
            _group = null;
            _storedAt = pod.Clock.GetTimestamp();
            if (earlier is not null)
            {
                throw new RangeAdoptedException();
            }
        }
    }

    private async Task TakePageAsync(Task<AdmittedPage> read, CancellationToken cancellationToken)
    {
        try
        {
            await PlacePageAsync(read, cancellationToken);
        }
        catch (ShardHaltedException problem)
        {
            // What was taken over before is still written and committed.
            _halt = problem;
        }
    }

    private async Task PlacePageAsync(Task<AdmittedPage> read, CancellationToken cancellationToken)
    {
        try
        {
            _page = await read;
            _isEnded = _page.IsLast;
            _pace.Took(_page);
            figures.Position = _page.Position;
        }
        catch (TrimmedDataException)
        {
            await trouble.OnTrimmedAsync(PlaceText, cancellationToken);
            feed.Reader.ResumeAtTrimHorizon();
        }
        catch (ShardGoneException)
        {
            await EndGoneShardAsync(cancellationToken);
        }
    }

    private async Task EndGoneShardAsync(CancellationToken cancellationToken)
    {
        // A stream that is gone as a whole answers this listing with its own failure, which stops the pod.
        var shards = await pod.Retrier.RunAsync("list-shards", lease.Current.ShardId.Value, pod.Source.ListShardsAsync, cancellationToken);
        if (shards.Any(shard => shard.ShardId == lease.Current.ShardId))
        {
            _pace.Pause();
            return;
        }

        if (!trouble.WasCaughtUp)
        {
            await trouble.DecideOnLossAsync(PlaceText, "the shard is gone from the stream", cancellationToken);
        }

        _isEnded = true;
    }

    private void Consume(CancellationToken cancellationToken)
    {
        while (_page is { } page)
        {
            if (page.IsConsumed)
            {
                page.Dispose();
                _page = null;
                break;
            }

            if (!TryTake(page))
            {
                if (_writing is not null || _halt is not null)
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
        if (feed.Reader.IsPast(record))
        {
            page.Advance();
            return true;
        }

        _full = _open.Fullness;
        var held = _open.HeldBytes;
        var (wasEmpty, quarantined) = (_open.IsEmpty, _open.Quarantined);
        try
        {
            if (_full == CloseReason.None && !_open.TryAppend(record))
            {
                _full = CloseReason.Bytes;
            }
        }
        catch (UnreadableRecordException problem)
        {
            _halt = new ShardHaltedException(
                $"Shard {lease.Current.ShardId}, record {record.SequenceNumber}: {problem.Message} Set source.onUnreadableRecord to Quarantine to keep it raw and go on.",
                problem);
            return false;
        }

        if (_full != CloseReason.None)
        {
            return false;
        }

        feed.Reader.Took(record.SequenceNumber);
        figures.NewestTaken = record.CreatedAt;
        page.PassOver(_open.HeldBytes - held);
        page.Advance();
        _openedAt = wasEmpty ? pod.Clock.GetTimestamp() : _openedAt;
        if (_open.Quarantined > quarantined)
        {
            pod.Events.RecordsQuarantined(lease.Current.ShardId, 1);
        }

        return true;
    }

    private void CloseIfDue(bool isReleasing, CancellationToken cancellationToken)
    {
        if (_open.IsEmpty || _writing is not null)
        {
            return;
        }

        var reason = _isEnded && _page is null ? CloseReason.ShardEnd
            : isReleasing ? CloseReason.Handoff
            : _isPressed ? CloseReason.MemoryPressure
            : pod.Clock.GetElapsedTime(_openedAt) >= pod.Settings.Destination.Rotation.MaxAge ? CloseReason.Age
            : CloseReason.None;
        if (reason != CloseReason.None)
        {
            StartWriting(reason, cancellationToken);
        }
    }

    private void StartWriting(CloseReason reason, CancellationToken cancellationToken)
    {
        _group = _open.Close(reason);
        _open = new GroupBuilder(pod.Layout, pod.Limits, cut, pod.Budget);
        _full = CloseReason.None;
        _isPressed = false;
        pod.Events.GroupClosed(lease.Current.ShardId, _group);
        _writingSince = pod.Clock.GetTimestamp();
        _writing = WakingAsync(writer.WriteAsync(_group, cancellationToken));
    }

    private async Task CommitIfDueAsync(bool isReleasing, CancellationToken cancellationToken)
    {
        var isQuiet = _open.IsEmpty && _page is null && _writing is null;
        if (writer.HasStored && _writing is null
            && (isReleasing || (isQuiet && !_isEnded) || pod.Clock.GetElapsedTime(_storedAt) >= CommitLinger))
        {
            await writer.CommitAsync(isQuiet ? _pace.TipSeenAt : null, cancellationToken);
        }
        else if (isQuiet && !writer.HasStored && !_isEnded && _pace.TipSeenAt is { } tip)
        {
            await _caughtUp.RefreshAsync(tip, cancellationToken);
        }
    }

    private void ReadIfDue(bool isReleasing, CancellationToken cancellationToken)
    {
        if (!isReleasing && !_isEnded && _page is null && _reading is null && _pace.IsDue)
        {
            _readingSince = pod.Clock.GetTimestamp();
            _reading = WakingAsync(feed.ReadAsync(cancellationToken));
        }
    }

    private async Task<T> WakingAsync<T>(Task<T> work)
    {
        try
        {
            return await work;
        }
        finally
        {
            wake.Set();
        }
    }

    private async Task StopReadingAsync(CancellationTokenSource reads)
    {
        if (_reading is { } reading)
        {
            await reads.CancelAsync();
            _reading = null;
            await DropAsync(reading);
        }

        _page?.Dispose();
        _page = null;
    }

    private static async Task DropAsync(Task<AdmittedPage> reading)
    {
        await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (reading.IsCompletedSuccessfully)
        {
            (await reading).Dispose();
        }
    }

    private TimeSpan UntilNext(bool isReleasing)
    {
        var next = TimeSpan.FromSeconds(10);
        if (!_open.IsEmpty && _writing is null)
        {
            next = Least(next, pod.Settings.Destination.Rotation.MaxAge - pod.Clock.GetElapsedTime(_openedAt));
        }

        if (writer.HasStored && _writing is null)
        {
            next = Least(next, CommitLinger - pod.Clock.GetElapsedTime(_storedAt));
        }

        return !isReleasing && !_isEnded && _page is null && _reading is null ? Least(next, _pace.UntilDue) : next;
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private string PlaceText => feed.Reader.LastTaken?.Text ?? lease.Current.Checkpoint.Text;

    private void Show()
    {
        figures.Checkpoint = lease.Current.Checkpoint;
        figures.Pending = lease.Current.PendingCheckpoint?.Text;
        figures.BufferedRecords = _open.Records + (_group?.Records ?? 0);
        figures.OpenBytes = _open.HeldBytes;
        figures.WritingBytes = _group?.HeldBytes ?? 0;
        figures.BusySince = _writing is not null ? _writingSince : _reading is not null ? _readingSince : null;
        figures.LastCommitAt = lease.Current.LastCommitAt;
        figures.OldestUncommitted = _group?.FirstCreatedAt ?? (_open.IsEmpty ? null : _open.FirstCreatedAt);
    }

    private async Task UnwindAsync(CancellationTokenSource reads, CancellationTokenSource writes)
    {
        await reads.CancelAsync();
        await writes.CancelAsync();
        if (_reading is { } reading)
        {
            await DropAsync(reading);
        }

        if (_writing is { } writing)
        {
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
