namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Lets one loop sleep until something happens or its time comes, without leaving timers or continuations behind.</summary>
internal sealed class WakeSignal : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private TaskCompletionSource? _sleeper;
    private bool _isSet;

    public WakeSignal(TimeProvider clock) =>
        _timer = clock.CreateTimer(static signal => ((WakeSignal)signal!).Set(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Wakes the loop now, or lets its next sleep end at once.</summary>
    public void Set()
    {
        TaskCompletionSource? sleeper;
        lock (_lock)
        {
            sleeper = _sleeper;
            _sleeper = null;
            _isSet = sleeper is null;
        }

        sleeper?.TrySetResult();
    }

    /// <summary>Sleeps until <see cref="Set"/>, the time, or cancellation, which ends the sleep without an exception.</summary>
    public async Task SleepAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        TaskCompletionSource sleeper;
        lock (_lock)
        {
            if (_isSet || longest <= TimeSpan.Zero)
            {
                _isSet = false;
                return;
            }

            sleeper = _sleeper = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _timer.Change(longest, Timeout.InfiniteTimeSpan);
        await using (cancellationToken.UnsafeRegister(static signal => ((WakeSignal)signal!).Set(), this))
        {
            await sleeper.Task;
        }

        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Wakes the loop when some work has come to its end, in whatever way; not a moment before it says so itself.</summary>
    public Task<T> AfterAsync<T>(Task<T> work)
    {
        work.ContinueWith(static (_, signal) => ((WakeSignal)signal!).Set(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return work;
    }

    public void Dispose() => _timer.Dispose();
}
