using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Commands;

/// <summary>Everything <c>leases show</c> prints.</summary>
internal sealed record LeaseListing(string? StreamArn, string? Resource, IReadOnlyList<WorkerRow> Workers, IReadOnlyList<LeaseRow> Leases)
{
    public static LeaseListing Of(LeaseTableSnapshot snapshot) => new(
        snapshot.Owner?.StreamArn,
        snapshot.Owner?.Resource,
        [.. snapshot.Workers
            .OrderBy(worker => worker.Name.Pod, StringComparer.Ordinal)
            .Select(worker => new WorkerRow(worker.Name.Pod, worker.Name.Incarnation, worker.Heartbeat, snapshot.Leases.Count(lease => lease.Owner == worker.Name.ToString())))],
        [.. snapshot.Leases.OrderBy(lease => lease.ShardId).Select(LeaseRow.Of)]);

    public async Task WriteAsync(TextWriter output)
    {
        await output.WriteLineAsync($"Stream    {StreamArn ?? "(not recorded)"}");
        await output.WriteLineAsync($"Resource  {Resource ?? "(not recorded)"}");
        await output.WriteLineAsync();
        var workers = new TextTable("WORKER", "INCARNATION", "HEARTBEAT", "LEASES");
        foreach (var worker in Workers)
        {
            workers.Add(worker.Worker, worker.Incarnation, Count(worker.Heartbeat), Count(worker.Leases));
        }

        await workers.WriteAsync(output);
        await output.WriteLineAsync();
        var leases = new TextTable("SHARD", "OWNER", "CHECKPOINT", "PENDING", "RECORDS", "OBJECTS", "LAST COMMIT", "HALTED");
        foreach (var lease in Leases)
        {
            leases.Add(lease.ShardId, lease.Owner ?? "-", lease.Checkpoint, lease.PendingCheckpoint ?? "-", Count(lease.Records), Count(lease.Objects), Time(lease.LastCommitAt), lease.HaltReason ?? "-");
        }

        await leases.WriteAsync(output);
    }

    private static string Count(long count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) ?? "-";
}
