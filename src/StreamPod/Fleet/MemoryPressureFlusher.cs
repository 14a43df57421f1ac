using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Shards;

namespace KeyspacesStreamer.StreamPod.Fleet;

/// <summary>Makes room while readers wait for memory: closes the largest open groups until what is being written covers what is lacking.</summary>
internal sealed class MemoryPressureFlusher : IDisposable
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan NextLook = TimeSpan.FromMilliseconds(100);

    private readonly MemoryBudget _budget;
    private readonly Func<IReadOnlyList<ShardWorker>> _workers;
    private readonly ITimer _timer;
    private int _isScheduled;

    public MemoryPressureFlusher(TimeProvider clock, MemoryBudget budget, Func<IReadOnlyList<ShardWorker>> workers)
    {
        (_budget, _workers) = (budget, workers);
        _timer = clock.CreateTimer(static valve => ((MemoryPressureFlusher)valve!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        budget.OnPressure = Schedule;
    }

    public void Dispose()
    {
        _budget.OnPressure = null;
        _timer.Dispose();
    }

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _isScheduled, 1) == 0)
        {
            _timer.Change(FirstLook, Timeout.InfiniteTimeSpan);
        }
    }

    private void Check()
    {
        Interlocked.Exchange(ref _isScheduled, 0);
        var lacking = _budget.LackingBytes;
        if (lacking <= 0)
        {
            return;
        }

        var workers = _workers();
        lacking -= workers.Sum(worker => worker.Figures.WritingBytes);
        foreach (var worker in workers.Where(worker => worker.Figures.OpenBytes > 0).OrderByDescending(worker => worker.Figures.OpenBytes))
        {
            if (lacking <= 0)
            {
                break;
            }

            worker.AskClose();
            lacking -= worker.Figures.OpenBytes;
        }

        // Readers still wait: look again, whatever became of the groups just closed.
        Interlocked.Exchange(ref _isScheduled, 1);
        _timer.Change(NextLook, Timeout.InfiniteTimeSpan);
    }
}
