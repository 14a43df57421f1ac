using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Leases.Sqlite;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Shards;

namespace KeyspacesStreamer.Benchmarks;

/// <summary>A whole pod in this process, over a stream that holds a known number of records, with a lease table and a store of its own.</summary>
internal sealed class MeasuredPod(TimeProvider clock, StreamSettings settings, string folder)
{
    private int _runs;

    /// <summary>Reads the stream from its beginning and commits all of it.</summary>
    /// <returns>Processor time of this process from the start to the last commit, and the bytes that were stored.</returns>
    public async Task<(TimeSpan Processor, long StoredBytes)> RunAsync(IObjectStore store, long records, CancellationToken cancellationToken)
    {
        using var client = StreamClients.Create(settings.Source);
        await using var table = new SqliteLeaseTable(folder, $"leases-{_runs++}");
        await table.EnsureAsync(create: true, cancellationToken);
        var events = new CommittedRecords(records);
        var source = new KeyspacesStreamSource(client, await new StreamResolver(client).ResolveAsync(settings.Source, cancellationToken));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var run = new WorkerLoop(ContextOf(source, table, store, events), new QuietFleet(), new LivenessSignals(clock), () => "");
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        var running = run.RunAsync(() => { }, stop.Token);
        await await Task.WhenAny(running, events.All);
        var processor = Environment.CpuUsage.TotalTime - before;
        await stop.CancelAsync();
        await running;
        return (processor, events.StoredBytes);
    }

    private PodContext ContextOf(KeyspacesStreamSource source, SqliteLeaseTable table, IObjectStore store, CommittedRecords events)
    {
        var layout = ObjectLayout.Of(settings);
        var budget = new MemoryBudget(settings.Pod.MemoryBudgetBytes ?? 128 * 1024 * 1024);
        return new PodContext
        {
            Clock = clock,
            Random = new Random(1),
            Settings = settings,
            Worker = new WorkerName("bench", "1"),
            Source = source,
            Table = table,
            Store = store,
            Layout = layout,
            Limits = GroupLimits.Of(layout, budget.LimitBytes),
            Budget = budget,
            ReadGate = new Gate(settings.Pod.MaxConcurrentReads),
            PutGate = new Gate(settings.Pod.MaxConcurrentPuts),
            PageSizes = new PageSizes(budget.LimitBytes),
            Backoff = new Backoff(clock, new Random(2)),
            Observer = events,
            Events = events,
        };
    }
}
