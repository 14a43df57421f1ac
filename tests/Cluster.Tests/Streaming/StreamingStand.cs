using KeyspacesStreamer.Cluster.Tests.Operators;
using KeyspacesStreamer.Cluster.Tests.Operators.Nodes;

namespace KeyspacesStreamer.Cluster.Tests.Streaming;

/// <summary>What tests of streams that really stream share: a stand, one operator and one node of processes; started by the first test that asks.</summary>
public sealed class StreamingStand : IAsyncDisposable
{
    private readonly Lock _starting = new();
    private readonly SemaphoreSlim _operating = new(1);
    private OperatorProcess? _operator;
    private ProcessNode? _node;
    private ReadyWatch? _watch;
    private Task? _started;
    private int _operators;

    internal OperatorStand Parts { get; } = new("streaming");

    internal ProcessNode Node => _node ?? throw NotStarted();

    /// <summary>What became of each stream's condition Ready.</summary>
    internal ReadyWatch Watch => _watch ?? throw NotStarted();

    internal OperatorProcess Operator => _operator ?? throw NotStarted();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts everything, once: a start that failed fails for all.</summary>
    public Task StartAsync()
    {
        lock (_starting)
        {
            return _started ??= StartAllAsync();
        }
    }

    /// <summary>Stops the operator, does something, and starts another one; streams of other tests wait meanwhile.</summary>
    internal async Task WithoutOperatorAsync(Func<Task> work)
    {
        await _operating.WaitAsync(Token);
        try
        {
            Assert.Equal(0, await Operator.TerminateAsync(Token));
            await work();
            _operator = await StartOperatorAsync();
        }
        finally
        {
            _operating.Release();
        }
    }

    /// <summary>A table of the emulator with CDC on, a bucket and a namespace, and the name of a stream for them.</summary>
    internal async Task<StreamedTable> TableAsync(string name, int shards = 2)
    {
        var table = await MissingTableAsync(name);
        await table.MakeAsync(shards);
        return table;
    }

    /// <summary>A namespace and the name of a stream for a table that nobody has made.</summary>
    internal async Task<StreamedTable> MissingTableAsync(string name)
    {
        await StartAsync();
        return new StreamedTable(this, await Parts.SpaceAsync(name), name);
    }

    public async ValueTask DisposeAsync()
    {
        await (_watch?.DisposeAsync() ?? ValueTask.CompletedTask);
        // The pods first: an operator or server that ends cannot make them fail any more.
        await (_node?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (_started is not null)
        {
            await Parts.DisposeAsync();
        }

        _operating.Dispose();
    }

    private async Task StartAllAsync()
    {
        await Parts.InitializeAsync();
        _node = await ProcessNode.StartAsync("node-of-processes", Parts.Kubernetes.Cluster.Kubeconfig, Path.Combine(Parts.Folder, "pods"), Token);
        _watch = await ReadyWatch.StartAsync(Parts.Kubernetes.Cluster.Kubeconfig, Token);
        _operator = await StartOperatorAsync();
    }

    private async Task<OperatorProcess> StartOperatorAsync()
    {
        _operators++;
        return await Parts.StartOperatorAsync($"operator-{_operators}");
    }

    private static InvalidOperationException NotStarted() => new("The stand was not started.");
}
