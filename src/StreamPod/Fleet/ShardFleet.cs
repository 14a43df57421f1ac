using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;

namespace KeyspacesStreamer.StreamPod.Fleet;

/// <summary>All shards this pod works on: looks at the lease table, acts on the plan, and starts and buries workers.</summary>
internal sealed class ShardFleet : IAsyncDisposable
{
    private const ConfigureAwaitOptions Quietly = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;

    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(2);

    private readonly PodContext _pod;
    private readonly SyncSchedule _sync;
    private readonly WorkerLiveness _liveness;
    private readonly LeasePlanner _planner;
    private readonly LeaseTaker _taker;
    private readonly FleetEvents _events;
    private readonly Dictionary<ShardId, RunningShard> _running = [];
    private readonly Lock _lock = new();
    private readonly LeaseRequests _requests;
    private readonly CancellationTokenSource _hardStop = new();
    private LeaseTableSnapshot _snapshot = new([], [], null);

    public ShardFleet(PodContext pod, FleetEvents events, WakeSignal wake)
    {
        var settings = pod.Settings.Pod;
        (_pod, _events, Wake) = (pod, events, wake);
        _sync = new SyncSchedule(pod, events);
        _liveness = new WorkerLiveness(pod.Clock, pod.Worker, settings.WorkerTimeout);
        _planner = new LeasePlanner(pod.Worker, _liveness, settings.WorkerTimeout, settings.HandoffTimeout, pod.Random);
        _taker = new LeaseTaker(pod);
        _requests = new LeaseRequests(pod, _planner, events);
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
        await _sync.RunIfDueAsync(cancellationToken);
        _snapshot = await _requests.ScanAsync(consistent: false, cancellationToken);
        _liveness.Observe(_snapshot);
        var plan = _planner.Plan(_snapshot, Held(), _sync.Gone);
        await ActAsync(plan, cancellationToken);
        if (plan.UnknownParents.Count > 0)
        {
            _sync.MarkDue();
            Wake.Set();
        }
    }

    /// <summary>Flushes, commits and gives away every shard; live workers get them directly.</summary>
    /// <returns>Whether everything was committed and released before the token ended.</returns>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        await LookOnceMoreAsync(cancellationToken);
        var successors = new SuccessorQueue(_pod.Worker, _snapshot, _liveness);
        RunningShard[] left;
        lock (_lock)
        {
            left = [.. _running.Values];
        }

        foreach (var running in left)
        {
            running.Worker.Requests.AskRelease(successors.Next()?.ToString());
        }

        Task all = Task.WhenAll(left.Select(running => running.Task));
        await all.WaitAsync(cancellationToken).ConfigureAwait(Quietly);
        await StopSignal.SendAsync(_hardStop);
        await all.ConfigureAwait(Quietly);
        var isClean = true;
        var given = new List<string?>();
        foreach (var running in left)
        {
            if (running.Task.Exception?.InnerException is { } problem)
            {
                _events.ShardFailed(running.Worker.ShardId, problem);
            }

            var ending = running.Task.IsCompletedSuccessfully ? await running.Task : new ShardResult(ShardResultKind.Abandoned);
            _pod.Events.ShardEnded(running.Worker.ShardId, ending);
            isClean &= ending.Kind != ShardResultKind.Abandoned;
            given.Add(ending.HandedTo);
        }

        await NudgeSuccessorsAsync(given, cancellationToken);
        return isClean;
    }

    /// <summary>Pods often stop together: one that deregistered since the last turn must not be given anything. One try; a table that is slow to answer is not waited for.</summary>
    private async Task LookOnceMoreAsync(CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(LastLook, _pod.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            _snapshot = await _pod.Table.ScanAsync(true, either.Token);
            _liveness.Observe(_snapshot);
        }
        catch (Exception exception) when (AwsFaults.IsPassing(exception, out var kind))
        {
            _pod.Observer.WillRetry(PodOperation.ScanLeases, _pod.Settings.Checkpoint.Table, 1, kind, exception);
        }
    }

    /// <summary>Successors that are not nudged find their leases at their next look; a table that cannot be reached must not hold up the exit.</summary>
    private async Task NudgeSuccessorsAsync(IEnumerable<string?> successors, CancellationToken cancellationToken)
    {
        try
        {
            var given = successors.OfType<string>().ToHashSet();
            await _requests.NudgeAsync(given, cancellationToken);
            await _requests.FreeWhatTheGoneWereGivenAsync(given, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _events.DeregistrationTimedOut();
        }
    }

    /// <summary>Frees every lease the table still has under this worker's name.</summary>
    public Task ReleaseLeftoversAsync(CancellationToken cancellationToken) => _requests.ReleaseLeftoversAsync(cancellationToken);

    /// <summary>Abandons every shard and waits until its worker has ended.</summary>
    public async Task AbandonAsync()
    {
        await StopSignal.SendAsync(_hardStop);
        Task all = Task.WhenAll(_running.Values.Select(running => running.Task));
        await all.ConfigureAwait(Quietly);
    }

    public async ValueTask DisposeAsync()
    {
        await AbandonAsync();
        foreach (var running in _running.Values)
        {
            running.Worker.Dispose();
            running.Stop.Dispose();
        }

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
                await StopSignal.SendAsync(running.Stop);
            }
        }

        foreach (var lease in plan.GiveAway)
        {
            Running(lease.ShardId)?.Worker.Requests.AskRelease(lease.HandoffTo);
        }

        await _requests.EachAsync(plan.Adopt, (lease, token) => AdoptAsync(lease.ShardId, "handoff", token), cancellationToken);
        await _requests.EachAsync(plan.Take, TakeAsync, cancellationToken);
        await _requests.EachAsync(plan.AskFor, _requests.AskForAsync, cancellationToken);
        await _requests.EachAsync(plan.Withdraw, _requests.WithdrawAsync, cancellationToken);
        await _requests.EachAsync(plan.Remove, _requests.RemoveDeadWorkerAsync, cancellationToken);
    }

    private async Task<bool> AdoptAsync(ShardId shardId, string from, CancellationToken cancellationToken)
    {
        var lease = await _requests.FindAsync(shardId, cancellationToken);
        return lease is not null && lease.Owner == _pod.Worker.ToString() && !lease.Checkpoint.IsShardEnd && Start(lease, from);
    }

    private async Task<bool> TakeAsync(Lease seen, CancellationToken cancellationToken)
    {
        var from = seen.Owner is not { } owner ? "free" : WorkerName.Parse(owner).Pod == _pod.Worker.Pod ? "earlier_incarnation" : "dead";
        return await _taker.TryTakeAsync(seen, cancellationToken) is { } lease && Start(lease, from);
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
            _running[lease.ShardId] = new RunningShard(worker, Wake.AfterAsync(worker.RunAsync(stop.Token)), stop);
        }

        _events.LeaseTaken(lease.ShardId, from);
        return true;
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

        var endings = new List<ShardResult>();
        foreach (var running in ended)
        {
            using var stop = running.Stop;
            using var worker = running.Worker;
            var ending = await EndingOfAsync(running);
            _pod.Events.ShardEnded(worker.ShardId, ending);
            endings.Add(ending);

            // A finished shard whose children were not listed yet must not wait for the next regular listing.
            if (ending is { Kind: ShardResultKind.Finished, Started.Count: 0 })
            {
                _sync.MarkDue();
            }
        }

        foreach (var child in endings.SelectMany(ending => ending.Started ?? []))
        {
            await AdoptAsync(child, "free", cancellationToken);
        }

        await _requests.NudgeAsync(endings.Select(ending => ending.HandedTo), cancellationToken);
    }

    /// <summary>A failure that may pass ends only this attempt: the lease is still ours and is adopted again; anything else stops the pod.</summary>
    private async Task<ShardResult> EndingOfAsync(RunningShard running)
    {
        try
        {
            return await running.Task;
        }
        catch (Exception exception) when (AwsFaults.IsPassing(exception, out var kind))
        {
            _pod.Observer.WillRetry(PodOperation.RunShard, running.Worker.ShardId.Value, 1, kind, exception);
            return new ShardResult(ShardResultKind.Abandoned);
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
    private sealed record RunningShard(ShardWorker Worker, Task<ShardResult> Task, CancellationTokenSource Stop);
}
