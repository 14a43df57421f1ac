using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Reconciling.Workloads;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling.Progress;

/// <summary>Who is alive, and which shards are held by whom.</summary>
internal sealed class ShardAssignment
{
    private readonly HashSet<string> _liveNames;
    private readonly HashSet<string> _speaking;

    public ShardAssignment(LeaseReport report, IReadOnlyList<V1Pod> pods)
    {
        _speaking = pods.Where(PodLife.SpeaksForItself).Select(pod => pod.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        var staying = pods.Where(pod => !PodLife.IsLeaving(pod)).Select(pod => pod.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        Workers = [.. report.Workers.Where(worker => _speaking.Contains(worker.Pod))];
        Live = [.. Workers.Where(worker => staying.Contains(worker.Pod))];
        _liveNames = Live.Select(worker => worker.Pod).ToHashSet(StringComparer.Ordinal);
        var unfinished = report.Leases.Where(lease => !lease.IsFinished).ToDictionary(lease => lease.ShardId, StringComparer.Ordinal);
        Open = [.. unfinished.Values];
        Eligible = [.. Open.Where(lease => !lease.Parents.Any(unfinished.ContainsKey))];
        Halted = [.. Open.Where(lease => lease.HaltReason is not null).OrderBy(lease => lease.ShardId, StringComparer.Ordinal)];
        Unassigned = [.. Eligible.Where(lease => !IsHeldBy(_liveNames, lease))];
        // A pod that is stopping still reads on and commits: its figures are better than a guess.
        Unreported = [.. Unassigned.Where(lease => !IsHeldBy(_speaking, lease))];
        Counts = new ShardCounts { Open = Open.Count, Finished = report.Leases.Count(lease => lease.IsFinished), Unassigned = Unassigned.Count, Halted = Halted.Count };
    }

    /// <summary>Workers whose pod runs, and is not a later process that has written nothing yet.</summary>
    public IReadOnlyList<WorkerHeartbeat> Workers { get; }

    /// <summary>Those of them whose pod is not being stopped.</summary>
    public IReadOnlyList<WorkerHeartbeat> Live { get; }

    /// <summary>Leases that are not finished.</summary>
    public IReadOnlyList<ShardLease> Open { get; }

    /// <summary>Those of them whose parents are all finished, or have no lease.</summary>
    public IReadOnlyList<ShardLease> Eligible { get; }

    /// <summary>Open leases that need a person, by shard.</summary>
    public IReadOnlyList<ShardLease> Halted { get; }

    /// <summary>Eligible leases that no live worker holds.</summary>
    public IReadOnlyList<ShardLease> Unassigned { get; }

    /// <summary>Those of them of which not even a stopping worker tells the lag.</summary>
    public IReadOnlyList<ShardLease> Unreported { get; }

    public ShardCounts Counts { get; }

    /// <summary>Whether the worker holds open leases by the table, and its figures count some.</summary>
    public bool Works(WorkerHeartbeat worker) => worker.Progress is { Shards: > 0 } && Open.Any(lease => lease.OwnerPod == worker.Pod);

    private static bool IsHeldBy(HashSet<string> pods, ShardLease lease) => lease.OwnerPod is { } owner && pods.Contains(owner);
}
