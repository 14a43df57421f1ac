using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>
/// Who is alive, judged by this observer's own monotonic clock alone: a worker is dead when its heartbeat has not moved for the
/// worker time-out since this observer first saw it where it stands. Wall clocks are never compared.
/// </summary>
internal sealed class WorkerLiveness(TimeProvider clock, WorkerName me, TimeSpan timeout)
{
    private readonly Dictionary<string, Sighting<(string Incarnation, long Heartbeat)>> _workers = new(StringComparer.Ordinal);
    private readonly Dictionary<ShardId, Sighting<(string? Owner, long Counter)>> _leases = [];
    private long? _observedAt;

    /// <summary>Takes in one scan of the table.</summary>
    public void Observe(LeaseTableSnapshot snapshot)
    {
        RestartAfterGap();
        foreach (var worker in snapshot.Workers)
        {
            See(_workers, worker.Name.Pod, (worker.Name.Incarnation, worker.Heartbeat));
        }

        foreach (var lease in snapshot.Leases)
        {
            See(_leases, lease.ShardId, (lease.Owner, lease.Counter));
        }

        Forget(_workers, snapshot.Workers.Select(worker => worker.Name.Pod));
        Forget(_leases, snapshot.Leases.Select(lease => lease.ShardId));
    }

    public bool IsLive(WorkerName worker) =>
        worker == me
        || (_workers.TryGetValue(worker.Pod, out var seen)
            && seen.Value.Incarnation == worker.Incarnation
            && clock.GetElapsedTime(seen.Since) < timeout);

    /// <summary>Whether the lease's owner can no longer act on it, as far as this observer can tell.</summary>
    public bool IsOwnerGone(Lease lease)
    {
        if (lease.Owner is not { } text)
        {
            return false;
        }

        var owner = WorkerName.Parse(text);
        if (owner == me)
        {
            return false;
        }

        if (owner.Pod == me.Pod && owner.Incarnation.Length > 0)
        {
            // An earlier start of this very pod: that process is gone.
            return true;
        }

        if (owner.Incarnation.Length > 0 && _workers.TryGetValue(owner.Pod, out var seen))
        {
            return seen.Value.Incarnation != owner.Incarnation || clock.GetElapsedTime(seen.Since) >= timeout;
        }

        // No heartbeat of its own, as with the Kinesis Client Library: the lease's counter is its sign of life.
        return _leases.TryGetValue(lease.ShardId, out var held) && clock.GetElapsedTime(held.Since) >= timeout;
    }

    /// <summary>A timestamp of this observer's clock.</summary>
    public long Now => clock.GetTimestamp();

    public TimeSpan Elapsed(long since) => clock.GetElapsedTime(since);

    /// <summary>How long the lease has been seen as it is.</summary>
    public TimeSpan UnchangedFor(ShardId shardId) =>
        _leases.TryGetValue(shardId, out var seen) ? clock.GetElapsedTime(seen.Since) : TimeSpan.Zero;

    /// <summary>
    /// After a long gap between scans, because this process was paused or the table could not be reached, an observer cannot tell which workers were silent: the others
    /// could not beat either, or their beats are not in this late scan. Each heartbeat gets that grace once, so that an observer that scans seldom still notices dead workers.
    /// </summary>
    private void RestartAfterGap()
    {
        var now = clock.GetTimestamp();
        if (_observedAt is { } before && clock.GetElapsedTime(before, now) >= timeout / 2)
        {
            Restart(_workers, now);
            Restart(_leases, now);
        }

        _observedAt = now;
    }

    private static void Restart<TKey, TValue>(Dictionary<TKey, Sighting<TValue>> sightings, long now)
        where TKey : notnull
    {
        foreach (var (key, seen) in sightings.ToArray())
        {
            if (!seen.HadGrace)
            {
                sightings[key] = seen with { Since = now, HadGrace = true };
            }
        }
    }

    private void See<TKey, TValue>(Dictionary<TKey, Sighting<TValue>> sightings, TKey key, TValue value)
        where TKey : notnull
        where TValue : IEquatable<TValue>
    {
        if (!sightings.TryGetValue(key, out var seen) || !seen.Value.Equals(value))
        {
            sightings[key] = new Sighting<TValue>(value, clock.GetTimestamp());
        }
    }

    private static void Forget<TKey, TValue>(Dictionary<TKey, TValue> sightings, IEnumerable<TKey> present)
        where TKey : notnull
    {
        foreach (var gone in sightings.Keys.Except(present).ToArray())
        {
            sightings.Remove(gone);
        }
    }

    /// <summary>A value, when this observer first saw it, and whether that was set again after a gap.</summary>
    private readonly record struct Sighting<T>(T Value, long Since, bool HadGrace = false);
}
