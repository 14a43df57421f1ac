using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards.Recovery;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>
/// One leased shard from takeover to its end: first keeps what was prepared before, then reads, groups, writes and commits
/// until the shard is finished, asked for, lost, or halted.
/// </summary>
internal sealed class ShardWorker : IDisposable
{
    private readonly PodContext _pod;
    private readonly HeldLease _lease;
    private readonly IGroupSink _sink;
    private readonly GroupWriter _writer;
    private readonly WakeSignal _wake;
    private readonly ShardLayout _cut;
    private readonly RetentionCheck _retention;
    private readonly LossPolicy _losses;
    private readonly PublishedSnapshot _snapshot;
    private volatile bool _isReleaseAsked;
    private volatile bool _isCloseAsked;
    private volatile bool _isLost;
    private volatile string? _releaseTo;

    public ShardWorker(PodContext pod, Lease lease)
    {
        _pod = pod;
        ShardId = lease.ShardId;
        _wake = new WakeSignal(pod.Clock);
        _lease = new HeldLease(pod.Table, lease, pod.Retrier, pod.Backoff, pod.Observer);
        _cut = ShardLayout.Of(pod.Layout, pod.Source.Stream, ShardId, pod.TransformOf);
        var commits = pod.Events.CommitsOf(ShardId);
        _sink = new GroupObjects(pod.Clock, pod.Source.Stream, ShardId, pod.Layout, pod.Store, pod.PutGate, pod.Budget, pod.Retrier, commits);
        _writer = new GroupWriter(pod.Clock, _lease, pod.Layout, _sink, commits);
        _retention = new RetentionCheck(pod, _lease);
        _losses = new LossPolicy(pod, _lease, _sink);
        _snapshot = new PublishedSnapshot(new ShardSnapshot { LastTurn = pod.Clock.GetTimestamp(), Checkpoint = lease.Checkpoint, Pending = lease.PendingCheckpoint?.Text });
    }

    public ShardId ShardId { get; }

    public Lease Lease => _lease.Current;

    public ShardSnapshot Snapshot => _snapshot.Current;

    /// <summary>Asks to flush, commit and give the lease away: to a pod, or to nobody.</summary>
    public void AskRelease(string? owner)
    {
        if (!_isReleaseAsked)
        {
            _releaseTo = owner;
            _isReleaseAsked = true;
        }

        _wake.Set();
    }

    /// <summary>Asks to close the open group because memory is short.</summary>
    public void AskClose()
    {
        _isCloseAsked = true;
        _wake.Set();
    }

    /// <summary>Says that the table gives the shard to somebody else; whoever calls this also ends the run.</summary>
    public void MarkLost() => _isLost = true;

    /// <summary>Works until the shard ends here. Failures that concern the whole pod come out as exceptions.</summary>
    public async Task<ShardResult> RunAsync(CancellationToken cancellationToken)
    {
        _pod.Events.ShardStarted(ShardId, Lease.Checkpoint, Lease.PendingCheckpoint?.Text);
        try
        {
            while (true)
            {
                // No ending: the lease names an earlier life's range as pending now, so begin again by keeping it.
                if (await WorkAsync(cancellationToken) is { } ending)
                {
                    return ending;
                }
            }
        }
        catch (LeaseLostException)
        {
            return new ShardResult(ShardResultKind.Lost);
        }
        catch (Exception problem) when (ShardFaults.IsOfOneShard(problem))
        {
            return await StayHaltedAsync(problem is ShardHaltedException ? problem.Message : $"Shard {ShardId}: {FaultText.Of(problem)}", cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new ShardResult(_isLost ? ShardResultKind.Lost : ShardResultKind.Abandoned);
        }
    }

    public void Dispose() => _wake.Dispose();

    /// <returns>Null when another range has to be completed first.</returns>
    private async Task<ShardResult?> WorkAsync(CancellationToken cancellationToken)
    {
        var recovery = new PendingGroupRecovery(_pod, _lease, _writer, _sink, _snapshot, () => _isReleaseAsked);
        var place = await recovery.CompleteAsync(cancellationToken);
        ShowLease();
        if (_isReleaseAsked)
        {
            return await ReleaseAsync(cancellationToken);
        }

        if (Lease.HaltReason is { } reason && HaltReasons.StaysHalted(reason))
        {
            // Reading on would pass over in silence what a person is to decide on.
            throw new ShardHaltedException(reason);
        }

        if (Lease.HaltReason is not null)
        {
            await _lease.WriteAsync(PodOperation.Resume, new LeaseChange { HaltReason = Change<string>.To(null) }, cancellationToken);
        }

        var reader = new ShardReader(_pod.Clock, _pod.Source, ShardId, place, Lease.LatestSince);
        var first = await _retention.CheckAsync(place, cancellationToken);
        // The pod may stand still at every await that follows, or the service be away: the reader measures from what is known.
        reader.KnowCoveredSince(first.Loss is null ? first.CoveredSince : _pod.Clock.GetUtcNow());
        if (first.Loss is { } why)
        {
            await _losses.ApplyAsync(place.Number?.Text ?? Lease.Checkpoint.Text, why, cancellationToken);
        }

        if (place.Kind == IteratorStartKind.Latest)
        {
            // The next life of this lease must see that LATEST was opened once: what came since then is not to be passed over.
            await _lease.WriteAsync(PodOperation.Begin, new LeaseChange { ResetsOwnerSwitches = false }, cancellationToken);
        }

        using var intake = new PagePrefetcher(_pod, new PageFetcher(_pod, ShardId, reader, _snapshot), _lease, _wake, _snapshot, _retention, _losses);
        using var outlet = new GroupCommitter(_pod, _writer, _wake);
        using var run = new ShardLoop(_pod, intake, outlet, _cut, _lease, _wake, _snapshot);
        var end = await run.RunAsync(
            () => _isReleaseAsked,
            () =>
            {
                var asked = _isCloseAsked;
                _isCloseAsked = false;
                return asked;
            },
            cancellationToken);
        return end switch
        {
            ShardLoopEnd.Finished => await FinishAsync(intake, cancellationToken),
            ShardLoopEnd.Released => await ReleaseAsync(cancellationToken),
            ShardLoopEnd.Covered => null,
            _ => throw new InvalidOperationException($"A shard's loop does not end as {end}."),
        };
    }

    private async Task<ShardResult> FinishAsync(PagePrefetcher intake, CancellationToken cancellationToken)
    {
        var end = new ShardEndConfirmation(_pod, _losses, _snapshot, ShardId);
        var children = await end.ChildrenOnceClosedAsync(cancellationToken);
        var isConfirmed = intake.IsGone || await end.ConfirmAsync(Lease, intake.Reader.LastTaken, intake.EndedAfter, cancellationToken);
        var endedAfter = isConfirmed ? intake.EndedAfter : StreamRetention.LongBefore(_pod.Clock.GetUtcNow());
        await _writer.FinishAsync([.. children.Select(child => child.ShardId)], endedAfter, cancellationToken);
        ShowLease();
        var started = await new ChildLeases(_pod).StartAsync(children, cancellationToken);
        return new ShardResult(ShardResultKind.Finished, Started: started);
    }

    private async Task<ShardResult> ReleaseAsync(CancellationToken cancellationToken)
    {
        var heir = _releaseTo;
        await _lease.WriteAsync(
            PodOperation.ReleaseLease,
            new LeaseChange
            {
                Owner = Change<string>.To(heir),
                CounterStep = heir is null ? 0 : 1,
                ResetsOwnerSwitches = heir is null ? null : false,
                HandoffTo = Change<string>.To(null),
            },
            cancellationToken);
        return new ShardResult(ShardResultKind.Released, heir);
    }

    private async Task<ShardResult> StayHaltedAsync(string reason, CancellationToken cancellationToken)
    {
        _snapshot.Change(now => now with { Halted = reason });
        _pod.Events.ShardHalted(ShardId, reason);
        try
        {
            // The counter moves with it, so that a late repetition of the write that took an earlier reason away cannot take this one away.
            await _lease.WriteAsync(PodOperation.Halt, new LeaseChange { CounterStep = 1, HaltReason = Change<string>.To(reason) }, cancellationToken);
            while (!_isReleaseAsked && !cancellationToken.IsCancellationRequested)
            {
                _snapshot.Change(now => now with { LastTurn = _pod.Clock.GetTimestamp() });
                await _wake.SleepAsync(TimeSpan.FromSeconds(10), cancellationToken);
            }

            return await ReleaseAsync(cancellationToken);
        }
        catch (LeaseLostException)
        {
            return new ShardResult(ShardResultKind.Lost);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new ShardResult(_isLost ? ShardResultKind.Lost : ShardResultKind.Abandoned);
        }
    }

    private void ShowLease() => _snapshot.Change(now => now with { Checkpoint = _writer.Reached, Pending = Lease.PendingCheckpoint?.Text });
}
