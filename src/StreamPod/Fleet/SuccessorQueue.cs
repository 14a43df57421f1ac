using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Fleet;

/// <summary>Whom a stopping pod gives its shards to: always the live worker with the fewest.</summary>
internal sealed class SuccessorQueue
{
    private readonly PriorityQueue<WorkerName, int> _successors = new();

    public SuccessorQueue(WorkerName me, LeaseTableSnapshot snapshot, WorkerLiveness liveness)
    {
        foreach (var worker in snapshot.Workers.Select(worker => worker.Name).Where(name => name != me && liveness.IsLive(name)))
        {
            _successors.Enqueue(worker, snapshot.Leases.Count(lease => lease.Owner == worker.ToString() && !lease.Checkpoint.IsShardEnd));
        }
    }

    /// <summary>The next successor, or null when nobody else is alive.</summary>
    public WorkerName? Next()
    {
        if (!_successors.TryDequeue(out var successor, out var shards))
        {
            return null;
        }

        _successors.Enqueue(successor, shards + 1);
        return successor;
    }
}
