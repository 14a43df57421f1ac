using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Shards.Recovery;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>The reading side of a shard's loop: one page at a time, read in the background, kept until every record of it is taken over.</summary>
internal sealed class PagePrefetcher(PodContext pod, PageFetcher fetcher, HeldLease lease, WakeSignal wake, PublishedSnapshot snapshot, RetentionCheck retention, LossPolicy losses) : IDisposable
{
    private readonly ShardPace _pace = new(pod.Clock, pod.Settings.Pod, pod.Jittered);
    private readonly FirstRows? _firstRows = FirstRows.Of(pod, lease.Current);
    private Task<AdmittedPage>? _reading;
    private long _readingSince;
    private DateTimeOffset? _openTip;
    private DateTimeOffset? _lostBefore;

    public ShardReader Reader => fetcher.Reader;

    /// <summary>The page being taken over, or null.</summary>
    public AdmittedPage? Page { get; private set; }

    /// <summary>Whether nothing comes after what was read.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Whether the shard is gone from the stream, and what that means was decided.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Why the shard cannot be read further; what was taken over before is still written.</summary>
    public ShardHaltedException? Halt { get; set; }

    /// <summary>Everything created before this moment has been taken over; null when that is not known.</summary>
    public DateTimeOffset? TipSeenAt => Page is null ? _pace.TipSeenAt : null;

    /// <summary>createdAt of the newest record that the loop took over.</summary>
    public DateTimeOffset? NewestTaken { get; set; } = snapshot.Current.NewestTaken;

    /// <summary>A moment before which no shard that continues this one holds a record: the last tip seen while it was open, or the newest record; null when unknown.</summary>
    public DateTimeOffset? EndedAfter => _lostBefore ?? Latest(Latest(_openTip, NewestTaken), lease.Current.CaughtUpAt);

    /// <summary>Since when a read is under way, a timestamp; null when none is.</summary>
    public long? BusySince => _reading is null ? null : _readingSince;

    /// <summary>Time until the next read may begin; null while one is under way or none is wanted.</summary>
    public TimeSpan? UntilDue => !IsEnded && Page is null && _reading is null ? _pace.UntilDue : null;

    /// <summary>Takes in the read that came to its end, if one did.</summary>
    public async Task HarvestAsync(CancellationToken cancellationToken)
    {
        if (_reading is { IsCompleted: true } read)
        {
            _reading = null;
            try
            {
                await PlaceAsync(read, cancellationToken);
            }
            catch (ShardHaltedException problem)
            {
                Halt = problem;
            }
        }
    }

    public void ReadIfDue(CancellationToken cancellationToken)
    {
        if (UntilDue is { } pause && pause <= TimeSpan.Zero)
        {
            _readingSince = pod.Clock.GetTimestamp();
            _reading = wake.AfterAsync(fetcher.ReadAsync(cancellationToken));
        }
    }

    /// <summary>Releases the page once all of it is taken over.</summary>
    public void PutAway()
    {
        Page?.Dispose();
        Page = null;
    }

    /// <summary>Ends the read under way and drops what is not taken over yet: the tip that page showed was not reached.</summary>
    public async Task StopAsync(CancellationTokenSource reads)
    {
        await StopSignal.SendAsync(reads);
        if (_reading is { } reading)
        {
            _reading = null;
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (reading.IsCompletedSuccessfully)
            {
                (await reading).Dispose();
            }
        }

        if (Page is not null)
        {
            _pace.ForgetTip();
            PutAway();
        }
    }

    public void Dispose() => PutAway();

    private async Task PlaceAsync(Task<AdmittedPage> read, CancellationToken cancellationToken)
    {
        try
        {
            Page = await read;
            IsEnded = Page.IsLast;
            _firstRows?.Check(Page);
            _pace.Observe(Page);
            if (Page is { Count: 0, Position: PagePosition.AtTip } && !IsEnded)
            {
                _openTip = Page.AskedAt;
            }

            var (position, tipSeenAt) = (Page.Position, _pace.TipSeenAt);
            snapshot.Change(now => now with { Position = position, TipSeenAt = tipSeenAt ?? now.TipSeenAt });
        }
        catch (TrimmedDataException)
        {
            var wasCaughtUp = retention.WasCaughtUp;
            var coveredSince = wasCaughtUp && lease.Current.CaughtUpAt is { } known ? known : pod.Clock.GetUtcNow();
            await losses.OnTrimmedAsync(wasCaughtUp, PlaceText, cancellationToken);
            Reader.ResumeAtTrimHorizon(coveredSince);
        }
        catch (ShardGoneException)
        {
            await EndGoneShardAsync(cancellationToken);
        }
    }

    private async Task EndGoneShardAsync(CancellationToken cancellationToken)
    {
        // A stream that is gone as a whole answers this listing with its own failure, which stops the pod.
        var shards = await pod.Retrier.RunAsync(PodOperation.ListShards, lease.Current.ShardId.Value, pod.Source.ListShardsAsync, cancellationToken);
        if (shards.Any(shard => shard.ShardId == lease.Current.ShardId))
        {
            _pace.Pause();
            return;
        }

        if (!retention.WasCaughtUp)
        {
            await losses.ApplyAsync(PlaceText, "the shard is gone from the stream", cancellationToken);
            // It went away a retention after its end, and so did the beginning of what continues it.
            _lostBefore = StreamRetention.LongBefore(pod.Clock.GetUtcNow());
        }

        IsEnded = IsGone = true;
    }

    private static DateTimeOffset? Latest(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right : left;

    private string PlaceText => Reader.LastTaken?.Text ?? lease.Current.Checkpoint.Text;
}
