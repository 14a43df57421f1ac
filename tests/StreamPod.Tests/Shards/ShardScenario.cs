using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

/// <summary>Runs workers of single shards on a fake clock and looks at what they leave behind.</summary>
internal static class ShardScenario
{
    /// <summary>Runs a worker for a lease until the given scenario is over, then abandons it if it still runs.</summary>
    public static Task RunAsync(TestPod pod, Lease lease, Func<FakeTimeLoop, ShardWorker, Task<ShardResult>, Task> scenario) =>
        FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            using var stop = new CancellationTokenSource();
            using var worker = new ShardWorker(pod.Context, lease);
            var running = worker.RunAsync(stop.Token);
            try
            {
                await scenario(loop, worker, running);
            }
            finally
            {
                await stop.CancelAsync();
                await loop.UntilAsync("the worker unwinds", () => running.IsCompleted);
            }
        });

    public static Task UntilCommittedAsync(this FakeTimeLoop loop, TestPod pod, ShardId shardId, SequenceNumber number, TimeSpan? longest = null) =>
        loop.UntilAsync(
            $"{shardId} is committed up to {number}",
            () => pod.Table.Leases.Any(lease => lease.ShardId == shardId && lease.Checkpoint == Checkpoint.At(number)),
            longest,
            () => $"{string.Join(" | ", pod.Events.Lines.TakeLast(8))}");

    public static StreamSettings With(this StreamSettings settings, Func<SourceSettings, SourceSettings> change) => settings with { Source = change(settings.Source) };

    public static StreamSettings Cut(this StreamSettings settings, int? maxRecords = null, long? maxBytes = null, TimeSpan? maxAge = null) => settings with
    {
        Destination = settings.Destination with
        {
            Rotation = new RotationSettings
            {
                MaxRecords = maxRecords ?? settings.Destination.Rotation.MaxRecords,
                MaxBytes = maxBytes ?? settings.Destination.Rotation.MaxBytes,
                MaxAge = maxAge ?? settings.Destination.Rotation.MaxAge,
            },
        },
    };

    /// <summary>Every record number in the bucket's data objects, in order of objects and lines.</summary>
    public static IReadOnlyList<string> NumbersIn(TestPod pod) =>
    [
        .. pod.Store.Objects
            .Where(item => !item.Key.Contains("_gaps/", StringComparison.Ordinal))
            .SelectMany(item => System.Text.Encoding.UTF8.GetString(item.Content).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => line[(line.IndexOf("\"sequenceNumber\":\"", StringComparison.Ordinal) + 18)..].Split('"')[0])
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<string> Texts(IEnumerable<SequenceNumber> numbers) => [.. numbers.Select(number => number.Text)];
}
