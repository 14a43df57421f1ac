using KeyspacesStreamer.StreamPod.Batching;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>All shards this pod works on: looks at the lease table, acts on the plan, and starts and buries workers.</summary>
internal sealed class ShardFleet : IAsyncDisposable
{
    private const int TableRequests = 16;

    private readonly PodContext _pod;
    private readonly ShardSync _sync;
    private readonly WorkerLiveness _liveness;
    private readonly LeasePlanner _planner;
    private readonly LeaseTaker _taker;
    private readonly FleetEvents _events;
    private readonly Dictionary<ShardId, RunningShard> _running = [];
    private readonly Lock _lock = new();
    private readonly Gate _tableGate = new(TableRequests);
    private readonly CancellationTokenSource _hardStop = new();
    private LeaseTableSnapshot _snapshot = new([], [], null);
    private bool _isSyncDue = true;
    private long _syncedAt;
    private TimeSpan _syncPause;

    public ShardFleet(PodContext pod, FleetEvents events, WakeSignal wake)
    {
        var settings = pod.Settings.Pod;
        (_pod, _events, Wake) = (pod, events, wake);
        _sync = new ShardSync(pod);
        _liveness = new WorkerLiveness(pod.Clock, pod.Worker, settings.WorkerTimeout);
        _planner = new LeasePlanner(pod.Worker, _liveness, settings.WorkerTimeout, settings.HandoffTimeout, pod.Random);
        _taker = new LeaseTaker(pod);
    }

    public WakeSignal Wake { get; }

    /// <summary>Workers as they are now, for metrics, status, and the memory valve.</summary>
    public IReadOnlyList<ShardWorker> Workers
    {
        get
        {
            lock (_lock)
            {
                return [.. _running.Values.Select(running => running.Worker)];
            }
        }
    }

    /// <summary>One turn: harvest what ended, list shards if it is time, look at the table, act.</summary>
    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        await HarvestAsync(cancellationToken);
        if (_isSyncDue || _pod.Clock.GetElapsedTime(_syncedAt) >= _syncPause)
        {
            var made = await _sync.RunAsync(cancellationToken);
            (_isSyncDue, _syncedAt, _syncPause) = (false, _pod.Clock.GetTimestamp(), _pod.Jittered(_pod.Settings.Pod.ShardSyncInterval));
            _events.ShardsListed(made);
        }

        _snapshot = await _pod.Retrier.RunAsync(
            "scan", _pod.Settings.Checkpoint.Table, token => _pod.Table.ScanAsync(false, token), cancellationToken);
        _liveness.Observe(_snapshot);
        var plan = _planner.Plan(_snapshot, Held(), _sync.Gone);
        await ActAsync(plan, cancellationToken);
        if (plan.UnknownParents.Count > 0)
        {
            _isSyncDue = true;
            Wake.Set();
        }
    }

    /// <summary>Flushes, commits and gives away every shard; live workers get them directly.</summary>
    /// <returns>Whether everything was committed and released before the token ended.</returns>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        var heirs = new HeirQueue(_pod.Worker, _snapshot, _liveness);
        RunningShard[] left;
        lock (_lock)
        {
            left = [.. _running.Values];
        }

        foreach (var running in left)
        {
            running.Worker.AskRelease(heirs.Next()?.ToString());
        }

        Task all = Task.WhenAll(left.Select(running => running.Task));
        await all.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _hardStop.CancelAsync();
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var isClean = true;
        var heirsGiven = new List<string?>();
        foreach (var running in left)
        {
            var ending = running.Task.IsCompletedSuccessfully ? await running.Task : new ShardEnding(ShardEndingKind.Abandoned);
            _pod.Events.ShardEnded(running.Worker.ShardId, ending);
            isClean &= ending.Kind != ShardEndingKind.Abandoned;
            heirsGiven.Add(ending.HandedTo);
        }

        await NudgeAsync(heirsGiven, CancellationToken.None);
        return isClean;
    }

    /// <summary>Frees every lease the table still has under this worker's name: those abandoned, and those handed over too late.</summary>
    public async Task ReleaseLeftoversAsync(CancellationToken cancellationToken)
    {
        var table = await _pod.Retrier.RunAsync("scan", _pod.Settings.Checkpoint.Table, token => _pod.Table.ScanAsync(true, token), cancellationToken);
        await EachAsync([.. table.Leases.Where(lease => lease.Owner == _pod.Worker.ToString())], FreeAsync, cancellationToken);
    }

    private Task<bool> FreeAsync(Lease lease, CancellationToken cancellationToken)
    {
        var guard = new LeaseGuard { Owner = Expected<string>.Is(lease.Owner), Counter = lease.Counter };
        var change = new LeaseChange { Owner = Change<string>.To(null), HandoffTo = Change<string>.To(null) };
        return _pod.Retrier.RunAsync("release", lease.ShardId.Value, token => _pod.Table.TryUpdateAsync(lease.ShardId, guard, change, token), cancellationToken);
    }

    /// <summary>Abandons every shard and waits until its worker has let go.</summary>
    public async Task AbandonAsync()
    {
        await _hardStop.CancelAsync();
        Task all = Task.WhenAll(_running.Values.Select(running => running.Task));
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await AbandonAsync();
        foreach (var running in _running.Values)
        {
            running.Worker.Dispose();
            running.Stop.Dispose();
        }

        _tableGate.Dispose();
        _hardStop.Dispose();
    }

    private Dictionary<ShardId, long> Held()
    {
        lock (_lock)
        {
            return _running.ToDictionary(pair => pair.Key, pair => pair.Value.Worker.Lease.Counter);
        }
    }

    private async Task ActAsync(LeasePlan plan, CancellationToken cancellationToken)
    {
        foreach (var lost in plan.Lost)
        {
            if (Running(lost) is { } running)
            {
                running.Worker.MarkLost();
                await running.Stop.CancelAsync();
            }
        }

        foreach (var lease in plan.GiveAway)
        {
            Running(lease.ShardId)?.Worker.AskRelease(lease.HandoffTo);
        }

        await EachAsync(plan.Adopt, (lease, token) => AdoptAsync(lease.ShardId, token), cancellationToken);
        await EachAsync(plan.Take, TakeAsync, cancellationToken);
        await EachAsync(plan.AskFor, AskForAsync, cancellationToken);
        await EachAsync(plan.Withdraw, WithdrawAsync, cancellationToken);
        await EachAsync(plan.Bury, BuryAsync, cancellationToken);
    }

    private async Task EachAsync<T>(IReadOnlyList<T> items, Func<T, CancellationToken, Task<bool>> action, CancellationToken cancellationToken)
    {
        if (items.Count > 0)
        {
            await Task.WhenAll(items.Select(item => _tableGate.RunAsync(token => action(item, token), cancellationToken)));
        }
    }

    private async Task<bool> AdoptAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        var lease = await _pod.Retrier.RunAsync("find-lease", shardId.Value, token => _pod.Table.FindAsync(shardId, token), cancellationToken);
        return lease is not null && lease.Owner == _pod.Worker.ToString() && !lease.Checkpoint.IsShardEnd && Start(lease, "handoff");
    }

    private async Task<bool> TakeAsync(Lease seen, CancellationToken cancellationToken)
    {
        var from = seen.Owner is not { } owner ? "free" : WorkerName.Parse(owner).Pod == _pod.Worker.Pod ? "earlier_incarnation" : "dead";
        return await _taker.TryTakeAsync(seen, cancellationToken) is { } lease && Start(lease, from);
    }

    private async Task<bool> AskForAsync(Lease lease, CancellationToken cancellationToken)
    {
        var guard = new LeaseGuard { Owner = Expected<string>.Is(lease.Owner), Counter = lease.Counter, HandoffTo = Expected<string>.Is(null) };
        var change = new LeaseChange { HandoffTo = Change<string>.To(_pod.Worker.ToString()) };
        var isAsked = await _pod.Retrier.RunAsync(
            "ask-handoff", lease.ShardId.Value, token => _pod.Table.TryUpdateAsync(lease.ShardId, guard, change, token), cancellationToken);
        if (isAsked)
        {
            _planner.Asked(lease.ShardId, _pod.Clock.GetTimestamp());
            _events.HandoffAsked(lease.ShardId, lease.Owner!);
            await NudgeAsync([lease.Owner], cancellationToken);
        }

        return isAsked;
    }

    private Task<bool> WithdrawAsync(Lease lease, CancellationToken cancellationToken)
    {
        _events.HandoffWithdrawn(lease.ShardId, lease.HandoffTo!);
        var guard = new LeaseGuard { HandoffTo = Expected<string>.Is(lease.HandoffTo) };
        var change = new LeaseChange { HandoffTo = Change<string>.To(null) };
        return _pod.Retrier.RunAsync(
            "withdraw-handoff", lease.ShardId.Value, token => _pod.Table.TryUpdateAsync(lease.ShardId, guard, change, token), cancellationToken);
    }

    private Task<bool> BuryAsync(WorkerItem worker, CancellationToken cancellationToken) => _pod.Retrier.RunAsync(
        "bury-worker", worker.Name.ToString(), token => _pod.Table.TryDeleteWorkerAsync(worker.Name, worker.Heartbeat, token), cancellationToken);

    private async Task NudgeAsync(IEnumerable<string?> owners, CancellationToken cancellationToken)
    {
        foreach (var pod in owners.OfType<string>().Select(owner => WorkerName.Parse(owner).Pod).Distinct())
        {
            await _pod.Retrier.RunAsync("nudge", pod, token => _pod.Table.TryNudgeAsync(pod, token), cancellationToken);
        }
    }

    private bool Start(Lease lease, string from)
    {
        lock (_lock)
        {
            if (_running.ContainsKey(lease.ShardId))
            {
                return false;
            }

            var worker = new ShardWorker(_pod, lease);
            var stop = CancellationTokenSource.CreateLinkedTokenSource(_hardStop.Token);
            _running[lease.ShardId] = new RunningShard(worker, RunAsync(worker, stop.Token), stop);
        }

        _events.LeaseTaken(lease.ShardId, from);
        return true;
    }

    private async Task<ShardEnding> RunAsync(ShardWorker worker, CancellationToken cancellationToken)
    {
        try
        {
            return await worker.RunAsync(cancellationToken);
        }
        finally
        {
            Wake.Set();
        }
    }

    private async Task HarvestAsync(CancellationToken cancellationToken)
    {
        RunningShard[] ended;
        lock (_lock)
        {
            ended = [.. _running.Values.Where(running => running.Task.IsCompleted)];
            foreach (var running in ended)
            {
                _running.Remove(running.Worker.ShardId);
            }
        }

        var endings = new List<ShardEnding>();
        foreach (var running in ended)
        {
            using var stop = running.Stop;
            using var worker = running.Worker;
            var ending = await EndingOfAsync(running);
            _pod.Events.ShardEnded(worker.ShardId, ending);
            endings.Add(ending);

            // A finished shard whose children were not listed yet must not wait for the next regular listing.
            _isSyncDue |= ending is { Kind: ShardEndingKind.Finished, Started.Count: 0 };
        }

        foreach (var child in endings.SelectMany(ending => ending.Started ?? []))
        {
            await AdoptAsync(child, cancellationToken);
        }

        await NudgeAsync(endings.Select(ending => ending.HandedTo), cancellationToken);
    }

    /// <summary>A failure that may pass ends only this attempt: the lease is still ours and is adopted again; anything else stops the pod.</summary>
    private async Task<ShardEnding> EndingOfAsync(RunningShard running)
    {
        try
        {
            return await running.Task;
        }
        catch (Exception exception) when (AwsFaults.KindOf(exception) is FaultKind.Transient or FaultKind.Throttled)
        {
            _pod.RetryObserver.WillRetry("shard", running.Worker.ShardId.Value, 1, AwsFaults.KindOf(exception), exception);
            return new ShardEnding(ShardEndingKind.Abandoned);
        }
    }

    private RunningShard? Running(ShardId shardId)
    {
        lock (_lock)
        {
            return _running.GetValueOrDefault(shardId);
        }
    }

    /// <summary>A worker with its task and the switch that abandons it.</summary>
    private sealed record RunningShard(ShardWorker Worker, Task<ShardEnding> Task, CancellationTokenSource Stop);
}
