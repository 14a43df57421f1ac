using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Controllers;
using KeyspacesStreamer.Operator.Leadership;
using KeyspacesStreamer.Operator.Observability;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>One run of the operator: probes first, then the caches on every replica, then the workers on the one that leads, until it is told to stop.</summary>
internal sealed class OperatorProcess
{
    /// <summary>How long a stop waits for reconciles to unwind and for the lead to be given back; below the grace period of the operator's pods.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _clock;
    private readonly OperatorOptions _options;
    private readonly OperatorMetrics _metrics;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _logger;
    private readonly StreamWatches _watches;
    private readonly StreamController _controller;
    private readonly LeaderElection _election;
    private readonly UnwatchedStreams? _unwatched;
    private volatile bool _isLeading;

    /// <param name="clock">Time of everything.</param>
    /// <param name="random">Seeds what the parts need of chance.</param>
    /// <param name="options">What the environment says.</param>
    /// <param name="parts">What is outside: cluster, lease, and what a reconcile does.</param>
    /// <param name="metrics">All instruments.</param>
    /// <param name="logs">Makes loggers.</param>
    public OperatorProcess(TimeProvider clock, Random random, OperatorOptions options, OperatorParts parts, OperatorMetrics metrics, ILoggerFactory logs)
    {
        (_clock, _options, _metrics, _logs, _logger) = (clock, options, metrics, logs, logs.CreateLogger("streamer-operator"));
        _watches = new StreamWatches(clock, ChildOf(random), parts.Feeds, parts.DisruptionBudgetVersion, logs.CreateLogger<StreamWatches>());
        _controller = new StreamController(
            clock, ChildOf(random), _watches, parts.Reconciler(_watches.World), options.ReconcileWorkers, metrics, logs.CreateLogger<StreamController>());
        _election = new LeaderElection(
            clock, ChildOf(random), parts.Lease, parts.Lead, options.PodName, new LeaderTimes(), logs.CreateLogger<LeaderElection>());
        _unwatched = parts.Everywhere is { } everywhere ? new UnwatchedStreams(clock, everywhere, options.WatchNamespaces, logs.CreateLogger<UnwatchedStreams>()) : null;
        Health = new OperatorHealth(_watches, _controller.InFlight, () => _election.Refusal, () => _unwatched?.Found.Sentence);
        metrics.ObserveGauges(Gauges);
    }

    /// <summary>What the probes say.</summary>
    public OperatorHealth Health { get; }

    /// <summary>Whether this replica's workers are at work.</summary>
    public bool IsLeading => _isLeading;

    /// <summary>Port of metrics and probes; null until it is open.</summary>
    public int? StatusPort { get; private set; }

    /// <returns>Exit code of the process.</returns>
    /// <exception cref="Exception">Something nobody foresaw, or a port that cannot be used.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var statusLogger = _logs.CreateLogger<StatusServer>();
        await using var server = await StatusServer.StartAsync(
            _options.StatusPort, new StatusPages(Health.Liveness, Health.Readiness, _metrics, statusLogger), statusLogger, stop);
        StatusPort = server.Port;
        var namespaces = _options.WatchNamespaces.Count == 0 ? "all namespaces" : string.Join(", ", _options.WatchNamespaces);
        _logger.OperatorStarted(OperatorVersion.Text, _options.PodName, namespaces, _options.ReconcileWorkers, _options.StreamerImage, _options.Region);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var stopping = stop.Register(() => _logger.OperatorStopping());
        Task[] running = [_watches.RunAsync(ending.Token), LeadAsync(ending.Token), .. _unwatched is null ? Array.Empty<Task>() : [_unwatched.RunAsync(ending.Token)]];
        await Task.WhenAny(running);
        await ending.CancelAsync();
        return await EndAsync(running);
    }

    private Task LeadAsync(CancellationToken cancellationToken) =>
        _options.LeaderElection ? _election.RunAsync(ActAsync, cancellationToken) : ActAsync(cancellationToken);

    private async Task ActAsync(CancellationToken cancellationToken)
    {
        _isLeading = true;
        _logger.LeadTaken(_options.PodName);
        try
        {
            await _controller.RunAsync(cancellationToken);
        }
        finally
        {
            _isLeading = false;
            _logger.LeadEnded(_options.PodName);
        }
    }

    /// <summary>Whatever has not unwound in time ends with the process; the lead then runs out by itself.</summary>
    private async Task<int> EndAsync(Task[] running)
    {
        var all = Task.WhenAll(running);
        await Task.WhenAny(all, Task.Delay(LongestStop, _clock, CancellationToken.None));
        _logger.OperatorStopped(all.IsCompleted);
        if (running.FirstOrDefault(task => task.IsFaulted) is { Exception: { } broken } fault)
        {
            _logger.FatalFault("Something nobody foresaw ended the operator.", broken);
            await fault;
        }

        return all.IsCompleted ? ExitCodes.Ok : ExitCodes.DrainTimedOut;
    }

    private OperatorGauges Gauges() => new()
    {
        IsLeader = _isLeading,
        Streams = _watches.World.Streams.All(),
        UnwatchedLive = _unwatched?.Found.Live.Count ?? 0,
        UnwatchedDeleted = _unwatched?.Found.Deleted.Count ?? 0,
        QueueDepth = _controller.Depth,
        ActiveWorkers = _controller.InFlight.Count,
        UnfinishedWork = _controller.InFlight.Sum,
        LongestRunning = _controller.InFlight.Longest()?.Elapsed ?? TimeSpan.Zero,
    };

    /// <summary>Chance is not safe for several threads: each part has its own.</summary>
    private static Random ChildOf(Random random) => new(random.Next());
}
