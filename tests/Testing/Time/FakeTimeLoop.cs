using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Testing.Time;

/// <summary>
/// The one driver of a fake clock: runs a scenario and everything it starts on one thread, and moves the clock on only when nothing
/// is left to do. A scenario waits for phases and never for time itself.
/// </summary>
internal sealed class FakeTimeLoop : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];
    private readonly List<Phase> _phases = [];
    private readonly FakeTimeProvider _clock;
    private readonly TimeSpan _step;

    private FakeTimeLoop(FakeTimeProvider clock, TimeSpan step) => (_clock, _step) = (clock, step);

    /// <summary>Runs a scenario to its end.</summary>
    /// <param name="clock">Moved by this loop alone.</param>
    /// <param name="scenario">What happens.</param>
    /// <param name="step">How far the clock moves when all is quiet. Default 50 ms.</param>
    public static Task RunAsync(FakeTimeProvider clock, Func<FakeTimeLoop, Task> scenario, TimeSpan? step = null) =>
        Task.Factory.StartNew(
            () => new FakeTimeLoop(clock, step ?? TimeSpan.FromMilliseconds(50)).Run(scenario),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    /// <summary>Lets time pass until something is so.</summary>
    /// <param name="phase">What is waited for, for the message.</param>
    /// <param name="isReached">Whether it is so.</param>
    /// <param name="longest">Fake time it may take at most. Default one minute.</param>
    /// <param name="found">What is found instead, for the message.</param>
    public Task UntilAsync(string phase, Func<bool> isReached, TimeSpan? longest = null, Func<object?>? found = null)
    {
        var waiting = new Phase(phase, isReached, found, _clock.GetTimestamp(), longest ?? TimeSpan.FromMinutes(1));
        _phases.Add(waiting);
        return waiting.Reached.Task;
    }

    /// <summary>Waits for a task's end.</summary>
    public async Task<T> ResultAsync<T>(string phase, Task<T> task, TimeSpan? longest = null)
    {
        await UntilAsync(phase, () => task.IsCompleted, longest);
        return await task;
    }

    /// <summary>Lets an amount of fake time pass.</summary>
    public Task PassAsync(TimeSpan time)
    {
        var since = _clock.GetTimestamp();
        return UntilAsync($"{time} pass", () => _clock.GetElapsedTime(since) >= time, time + _step);
    }

    public override void Post(SendOrPostCallback d, object? state) => _queue.Add((d, state));

    private void Run(Func<FakeTimeLoop, Task> scenario)
    {
        SetSynchronizationContext(this);
        var began = Stopwatch.GetTimestamp();
        var running = scenario(this);
        while (!running.IsCompleted)
        {
            if (Stopwatch.GetElapsedTime(began) > Processes.Phase.Patience)
            {
                throw new TimeoutException($"The scenario still waits after {Processes.Phase.Patience} of real time: {string.Join(", ", _phases.Select(phase => phase.Name))}.");
            }

            if (_queue.TryTake(out var work) || (ThreadPool.PendingWorkItemCount > 0 && _queue.TryTake(out work, 2)) || _queue.TryTake(out work, 1))
            {
                work.Callback(work.State);
            }
            else if (!SettlePhases())
            {
                _clock.Advance(_step);
            }
        }

        if (running.Exception is { InnerException: { } problem })
        {
            ExceptionDispatchInfo.Throw(problem);
        }
    }

    private bool SettlePhases()
    {
        var settled = _phases.Where(phase => phase.Settle(_clock)).ToArray();
        return _phases.RemoveAll(settled.Contains) > 0;
    }

    /// <summary>Something a scenario waits for.</summary>
    private sealed record Phase(string Name, Func<bool> IsReached, Func<object?>? Found, long Since, TimeSpan Longest)
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Settle(TimeProvider clock) =>
            (IsReached() && Reached.TrySetResult())
            || (clock.GetElapsedTime(Since) > Longest && Reached.TrySetException(
                new TimeoutException($"'{Name}' was not reached within {Longest}{(Found is null ? "" : $"; found {Found()}")}.")));
    }
}
