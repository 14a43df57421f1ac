using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>
/// One leased shard from takeover to its end: first keeps what was prepared before, then reads, groups, writes and commits
/// until the shard is finished, asked for, lost, or halted.
/// </summary>
internal sealed class ShardWorker : IDisposable
{
    private readonly PodContext _pod;
    private readonly ShardPipeline _pipeline;
    private volatile bool _isLost;

    public ShardWorker(PodContext pod, Lease lease)
    {
        _pod = pod;
        ShardId = lease.ShardId;
        _pipeline = new ShardPipeline(pod, lease);
    }

    public ShardId ShardId { get; }

    public Lease Lease => _pipeline.Lease.Current;

    public ShardSnapshot Snapshot => _pipeline.Snapshot.Current;

    public ShardRequests Requests => _pipeline.Requests;

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

    public void Dispose() => _pipeline.Dispose();

    /// <returns>Null when another range has to be completed first.</returns>
    private async Task<ShardResult?> WorkAsync(CancellationToken cancellationToken)
    {
        var place = await _pipeline.Recovery.CompleteAsync(cancellationToken);
        ShowLease();
        if (Requests.IsReleaseAsked)
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
            await _pipeline.Lease.WriteAsync(PodOperation.Resume, new LeaseChange { HaltReason = Change<string>.To(null) }, cancellationToken);
        }

        var reader = _pipeline.ReaderAt(place);
        var first = await _pipeline.Retention.CheckAsync(place, cancellationToken);
        // The pod may stand still at every await that follows, or the service be away: the reader measures from what is known.
        reader.KnowCoveredSince(first.Loss is null ? first.CoveredSince : _pod.Clock.GetUtcNow());
        if (first.Loss is { } why)
        {
            await _pipeline.Losses.ApplyAsync(place.Number?.Text ?? Lease.Checkpoint.Text, why, cancellationToken);
        }

        if (place.Kind == IteratorStartKind.Latest)
        {
            // The next life of this lease must see that LATEST was opened once: what came since then is not to be passed over.
            await _pipeline.Lease.WriteAsync(PodOperation.Begin, new LeaseChange { ResetsOwnerSwitches = false }, cancellationToken);
        }

        using var prefetcher = _pipeline.PrefetcherOf(reader);
        using var committer = _pipeline.Committer();
        using var loop = await _pipeline.LoopOfAsync(prefetcher, committer, cancellationToken);
        var end = await loop.RunAsync(cancellationToken);
        return end switch
        {
            ShardLoopEnd.Finished => await FinishAsync(prefetcher, cancellationToken),
            ShardLoopEnd.Released => await ReleaseAsync(cancellationToken),
            ShardLoopEnd.Covered => null,
            _ => throw new InvalidOperationException($"A shard's loop does not end as {end}."),
        };
    }

    private async Task<ShardResult> FinishAsync(PagePrefetcher prefetcher, CancellationToken cancellationToken)
    {
        var children = await _pipeline.End.ChildrenOnceClosedAsync(cancellationToken);
        var isConfirmed = prefetcher.IsGone || await _pipeline.End.ConfirmAsync(Lease, prefetcher.Reader.LastTaken, prefetcher.EndedAfter, cancellationToken);
        var endedAfter = isConfirmed ? prefetcher.EndedAfter : StreamRetention.LongBefore(_pod.Clock.GetUtcNow());
        await _pipeline.Writer.FinishAsync([.. children.Select(child => child.ShardId)], endedAfter, cancellationToken);
        ShowLease();
        var started = await _pipeline.Children.StartAsync(children, cancellationToken);
        return new ShardResult(ShardResultKind.Finished, Started: started);
    }

    private async Task<ShardResult> ReleaseAsync(CancellationToken cancellationToken)
    {
        var successor = Requests.Successor;
        await _pipeline.Lease.WriteAsync(
            PodOperation.ReleaseLease,
            new LeaseChange
            {
                Owner = Change<string>.To(successor),
                CounterStep = successor is null ? 0 : 1,
                ResetsOwnerSwitches = successor is null ? null : false,
                HandoffTo = Change<string>.To(null),
            },
            cancellationToken);
        return new ShardResult(ShardResultKind.Released, successor);
    }

    private async Task<ShardResult> StayHaltedAsync(string reason, CancellationToken cancellationToken)
    {
        _pipeline.Snapshot.Change(now => now with { Halted = reason });
        _pod.Events.ShardHalted(ShardId, reason);
        try
        {
            // The counter moves with it, so that a late repetition of the write that took an earlier reason away cannot take this one away.
            await _pipeline.Lease.WriteAsync(PodOperation.Halt, new LeaseChange { CounterStep = 1, HaltReason = Change<string>.To(reason) }, cancellationToken);
            while (!Requests.IsReleaseAsked && !cancellationToken.IsCancellationRequested)
            {
                _pipeline.Snapshot.Change(now => now with { LastTurn = _pod.Clock.GetTimestamp() });
                await _pipeline.Wake.SleepAsync(TimeSpan.FromSeconds(10), cancellationToken);
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

    private void ShowLease() => _pipeline.Snapshot.Change(now => now with { Checkpoint = _pipeline.Writer.Reached, Pending = Lease.PendingCheckpoint?.Text });
}
