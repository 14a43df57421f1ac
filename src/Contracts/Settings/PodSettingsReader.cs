namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Reads the <c>pod</c> part of a settings document and the rules between its durations.</summary>
internal static class PodSettingsReader
{
    public static PodSettings Read(SettingsNode node)
    {
        var defaults = new PodSettings();
        var pod = new PodSettings
        {
            MemoryBudgetBytes = node.Size("memoryBudgetBytes", defaults.MemoryBudgetBytes, SettingsLimits.MinMemoryBudgetBytes, SettingsLimits.MaxMemoryBudgetBytes),
            MaxConcurrentReads = node.Number("maxConcurrentReads", defaults.MaxConcurrentReads, 1, 1_000),
            MaxConcurrentPuts = node.Number("maxConcurrentPuts", defaults.MaxConcurrentPuts, 1, 256),
            HeartbeatInterval = node.Duration("heartbeatInterval", defaults.HeartbeatInterval, Milliseconds(100), Seconds(60)),
            WorkerTimeout = node.Duration("workerTimeout", defaults.WorkerTimeout, Milliseconds(300), TimeSpan.FromMinutes(10)),
            HandoffTimeout = node.Duration("handoffTimeout", defaults.HandoffTimeout, Seconds(1), TimeSpan.FromMinutes(10)),
            ShardSyncInterval = node.Duration("shardSyncInterval", defaults.ShardSyncInterval, Seconds(1), TimeSpan.FromHours(1)),
            IdlePollMin = node.Duration("idlePollMin", defaults.IdlePollMin, Milliseconds(10), TimeSpan.FromMinutes(1)),
            IdlePollMax = node.Duration("idlePollMax", defaults.IdlePollMax, Milliseconds(10), TimeSpan.FromMinutes(5)),
            DrainTimeout = node.Duration("drainTimeout", defaults.DrainTimeout, Seconds(1), TimeSpan.FromMinutes(10)),
            FatalLinger = node.Duration("fatalLinger", defaults.FatalLinger, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
            Port = node.Number("port", defaults.Port, 0, ushort.MaxValue),
        };
        CheckTogether(node, pod);
        node.Close();
        return pod;
    }

    private static void CheckTogether(SettingsNode node, PodSettings pod)
    {
        var shortest = SettingsLimits.HeartbeatsBeforeTimeout * pod.HeartbeatInterval;
        if (pod.WorkerTimeout < shortest)
        {
            node.Report(
                node.PathOf("workerTimeout"),
                node.ValueOf("workerTimeout", DurationText.Format(pod.WorkerTimeout)),
                $"write at least three heartbeats, {DurationText.Format(shortest)} with pod.heartbeatInterval {DurationText.Format(pod.HeartbeatInterval)}.");
        }

        if (pod.IdlePollMax < pod.IdlePollMin)
        {
            node.Report(
                node.PathOf("idlePollMax"),
                node.ValueOf("idlePollMax", DurationText.Format(pod.IdlePollMax)),
                $"write at least pod.idlePollMin, {DurationText.Format(pod.IdlePollMin)}.");
        }
    }

    private static TimeSpan Seconds(long seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan Milliseconds(long milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
