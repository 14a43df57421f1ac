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

        var workers = _workers().Select(worker => (worker, worker.Snapshot)).ToList();
        lacking -= workers.Sum(item => item.Snapshot.WritingBytes);
        foreach (var (worker, snapshot) in workers.Where(item => item.Snapshot.OpenBytes > 0).OrderByDescending(item => item.Snapshot.OpenBytes))
        {
            if (lacking <= 0)
            {
                break;
            }

            worker.Requests.AskClose();
            lacking -= snapshot.OpenBytes;
        }

        // Readers still wait: look again, whatever became of the groups just closed.
        Interlocked.Exchange(ref _isScheduled, 1);
        _timer.Change(NextLook, Timeout.InfiniteTimeSpan);
    }
}
