using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Workloads;

/// <summary>The workloads of this server, running and done.</summary>
internal sealed class WorkloadRuns(TimeProvider clock, TableCatalog catalog) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Run> _runs = [];

    /// <summary>Starts a workload, creating its table if it is missing.</summary>
    public (int Id, Task Completion) Start(WorkloadRequest order)
    {
        if (order.Count < 1 || order.Splits < 0 || order.Merges < 0 || order.Rate < 0 || order.Keys < 1 || order.Statics is < 0 or > 100)
        {
            throw new EmulatorException(
                $"A workload needs a count and keys of at least 1 and no negative figures: count {order.Count}, keys {order.Keys}, "
                + $"rate {order.Rate}, splits {order.Splits}, merges {order.Merges}, statics {order.Statics}.");
        }

        var document = MediaContent.Document(order.Keyspace, order.Table, order.Shards, order.ViewType);
        var table = catalog.Find(order.Keyspace, order.Table)
            ?? catalog.Create(order.Statics > 0 ? MediaContent.WithStatics(document, order.StaticClusteringKeys) : document);
        lock (_gate)
        {
            var workload = new Workload(clock, _runs.Count + 1, order, table);
            var stop = new CancellationTokenSource();
            var run = new Run(workload, stop, Task.Run(() => workload.RunAsync(stop.Token), CancellationToken.None));
            _runs.Add(run);
            return (_runs.Count, run.Completion);
        }
    }

    public IReadOnlyList<WorkloadFigures> All()
    {
        lock (_gate)
        {
            return [.. _runs.Select(run => run.Workload.Figures)];
        }
    }

    public WorkloadFigures Figures(int id) => Find(id).Workload.Figures;

    public async Task<WorkloadFigures> StopAsync(int id)
    {
        var run = Find(id);
        await run.Stop.CancelAsync();
        await run.Completion;
        return run.Workload.Figures;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs)
        {
            await run.Stop.CancelAsync();
            await run.Completion;
            run.Stop.Dispose();
        }
    }

    private Run Find(int id)
    {
        lock (_gate)
        {
            return id >= 1 && id <= _runs.Count
                ? _runs[id - 1]
                : throw new EmulatorException($"There is no workload {id}; {_runs.Count} were started.");
        }
    }

    private sealed record Run(Workload Workload, CancellationTokenSource Stop, Task Completion);
}
