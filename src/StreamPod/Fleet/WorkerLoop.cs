using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Shards;

namespace KeyspacesStreamer.StreamPod.Fleet;

/// <summary>The running pod: heartbeat, a look at the lease table every few seconds or when nudged, and the drain at the end.</summary>
internal sealed class WorkerLoop(PodContext pod, FleetEvents events, LivenessSignals liveness, Func<string> progress) : IAsyncDisposable
{
    private const ConfigureAwaitOptions Quietly = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;
    private static readonly TimeSpan NudgeInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan DeregistrationTimeout = TimeSpan.FromSeconds(5);

    private readonly WakeSignal _wake = new(pod.Clock);
    private ShardFleet? _fleet;
    private MemoryPressureFlusher? _flusher;

    /// <summary>Workers as they are now.</summary>
    public IReadOnlyList<ShardWorker> Workers => _fleet?.Workers ?? [];

    /// <summary>Runs until <paramref name="stop"/>, then drains.</summary>
    /// <param name="onTurn">Called after each look at the lease table.</param>
    /// <param name="stop">Ends the work in good order.</param>
    /// <returns>Whether everything taken over was committed and every lease released.</returns>
    public async Task<bool> RunAsync(Action onTurn, CancellationToken stop)
    {
        _fleet = new ShardFleet(pod, events, _wake);
        _flusher = new MemoryPressureFlusher(pod.Clock, pod.Budget, () => _fleet.Workers);
        using var loops = new CancellationTokenSource();
        await BeatAsync(stop);
        var heartbeats = HeartbeatsAsync(loops.Token);
        using var turning = CancellationTokenSource.CreateLinkedTokenSource(stop, loops.Token);
        var turns = TurnsAsync(_fleet, onTurn, turning.Token);
        var nudges = NudgesAsync(turning.Token);
        try
        {
            await await Task.WhenAny(heartbeats, turns, nudges);
        }
        catch
        {
            // A beating heart would make successors wait for a worker that gave up.
            await StopSignal.SendAsync(loops);
            await heartbeats.ConfigureAwait(Quietly);
            throw;
        }
        finally
        {
            await StopSignal.SendAsync(turning);
            await Task.WhenAll(turns, nudges).ConfigureAwait(Quietly);
        }

        var isClean = await DrainAsync(_fleet);
        await StopSignal.SendAsync(loops);
        await heartbeats.ConfigureAwait(Quietly);
        await DeregisterAsync(_fleet);
        return isClean;
    }

    /// <summary>Gives up at once what is still held, after a fault that stops the pod: successors need not wait for this worker's death.</summary>
    public async Task AbandonAsync()
    {
        if (_fleet is null)
        {
            return;
        }

        await _fleet.AbandonAsync();
        try
        {
            await DeregisterAsync(_fleet);
        }
        catch (Exception problem)
        {
            // The fault that stopped the pod is the one that its caller tells.
            events.DeregistrationFailed(problem);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _flusher?.Dispose();
        if (_fleet is not null)
        {
            await _fleet.DisposeAsync();
        }

        _wake.Dispose();
    }

    private async Task<bool> DrainAsync(ShardFleet fleet)
    {
        using var bound = new CancellationTokenSource(pod.Settings.Pod.DrainTimeout, pod.Clock);
        return await fleet.DrainAsync(bound.Token);
    }

    /// <summary>Frees what is left under this name and takes the worker out of the table, on a token of its own: the stop must not tear it.</summary>
    private async Task DeregisterAsync(ShardFleet fleet)
    {
        using var bound = new CancellationTokenSource(DeregistrationTimeout, pod.Clock);
        try
        {
            // First the name, then what is under it: whoever hands a lease over after this last look finds the name gone.
            await pod.Retrier.RunAsync(PodOperation.DeleteWorker, pod.Worker.ToString(), token => pod.Table.TryDeleteWorkerAsync(pod.Worker, null, token), bound.Token);
            await fleet.ReleaseLeftoversAsync(bound.Token);
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            // The table cannot be reached: successors see the heartbeat stand still instead.
            events.DeregistrationTimedOut();
        }
    }

    private async Task TurnsAsync(ShardFleet fleet, Action onTurn, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await fleet.TurnAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            liveness.Turned();
            onTurn();
            await _wake.SleepAsync(pod.Jittered(pod.Settings.Pod.HeartbeatInterval), cancellationToken);
        }
    }

    private async Task HeartbeatsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(pod.Settings.Pod.HeartbeatInterval, pod.Clock, cancellationToken);
            await BeatAsync(cancellationToken);
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        await pod.Retrier.RunAsync(PodOperation.Heartbeat, pod.Worker.ToString(), token => pod.Table.BeatAsync(pod.Worker, progress(), token), cancellationToken);
        liveness.Beat();
    }

    private async Task NudgesAsync(CancellationToken cancellationToken)
    {
        long? seen = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var mine = await pod.Retrier.RunAsync(
                    PodOperation.FindNudge, pod.Worker.Pod, token => pod.Table.FindWorkerAsync(pod.Worker.Pod, token), cancellationToken);
                if (mine is not null && seen is { } before && mine.Nudge != before)
                {
                    _wake.Set();
                }

                seen = mine?.Nudge ?? seen;
                await Task.Delay(NudgeInterval, pod.Clock, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
