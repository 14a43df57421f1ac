using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>How long a pipeline may take for what it promises once everything around it is well again. Follows from its settings.</summary>
internal sealed class ScheduleBounds(StreamSettings settings)
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    /// <summary>From calm until everything is written and committed. The longest chain: a retry's pause, worker time-outs, a withdrawn handoff, two shard listings, and the age of a group.</summary>
    public TimeSpan Settling { get; } =
        Slack + (3 * settings.Pod.WorkerTimeout) + settings.Pod.HandoffTimeout + (2 * settings.Pod.ShardSyncInterval) + (3 * settings.Destination.Rotation.MaxAge);

    /// <summary>How long a shard that may be read is without a live owner at most: its owner's time-out seen twice, and a turn of the others.</summary>
    public TimeSpan Unowned { get; } = Slack + (2 * settings.Pod.WorkerTimeout) + settings.Pod.HeartbeatInterval;

    /// <summary>From SIGTERM to the exit in calm.</summary>
    public TimeSpan Draining { get; } = settings.Pod.DrainTimeout + TimeSpan.FromSeconds(10);

    /// <summary>After that the process is killed, as its terminationGracePeriodSeconds says.</summary>
    public TimeSpan Grace { get; } = settings.Pod.DrainTimeout + TimeSpan.FromSeconds(20);
}
