using Amazon.Runtime;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Observability;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.StreamPod.Values;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>One run of the pod from its settings: status server first, then stream, table and bucket, then the shards, then the drain.</summary>
internal sealed class PodHost(TimeProvider clock, Random random, ProcessIdentity identity, AWSCredentials credentials, ILoggerFactory logs)
{
    private readonly ILogger _logger = logs.CreateLogger("streampod");

    /// <returns>Exit code of the process.</returns>
    public async Task<int> RunAsync(StreamSettings settings, int port, CancellationToken stop)
    {
        var worker = new WorkerName(identity.Worker, identity.Incarnation);
        var liveness = new LivenessSignals(clock);
        var budget = new MemoryBudget(settings.Pod.MemoryBudgetBytes ?? identity.DefaultMemoryBudgetBytes);
        var metrics = new PodMetrics(identity.Version);
        var board = new PodStatusBoard(clock, worker, identity.Version, liveness, budget);
        metrics.ObserveGauges(board.Gauges);
        await using var server = StatusServer.Start(clock, port, board, metrics, logs.CreateLogger<StatusServer>());
        var events = new PodEvents(clock, metrics, liveness, _logger);
        await using var store = Stores.OpenObjects(clock, random, settings, credentials);
        await using var table = Stores.OpenLeases(clock, settings, credentials);
        using var client = StreamClients.Create(settings.Source, credentials);
        try
        {
            var stream = await new PodStartup(settings, new Retrier(new Backoff(clock, random), events), board).ReachAllAsync(client, table, store, stop);
            (board.Stream, board.Forms) = (stream, new ValueForms(_logger));
            var readGate = new Gate(WidthOf(settings, budget));
            var putGate = new Gate(settings.Pod.MaxConcurrentPuts);
            var layout = ObjectLayout.Of(settings);
            var context = new PodContext
            {
                Clock = clock,
                Random = random,
                Settings = settings,
                Worker = worker,
                Source = new KeyspacesStreamSource(client, stream),
                Table = table,
                Store = store,
                Layout = layout,
                Limits = GroupLimits.Of(layout, budget.LimitBytes),
                Budget = budget,
                ReadGate = readGate,
                PutGate = putGate,
                PageSizes = new PageSizes(budget.LimitBytes),
                Backoff = new Backoff(clock, random),
                Observer = events,
                Events = events,
                KnownColumns = identity.KnownColumns,
                Forms = board.Forms,
            };
            _logger.PodStarted(worker.ToString(), stream.Arn, stream.ViewType.ToString(), store.Name, settings.Checkpoint.Table, budget.LimitBytes);
            return await WorkAsync(context, board, metrics, liveness, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCodes.Ok;
        }
        catch (Exception exception)
        {
            return await FailAsync(exception, settings, board, stop);
        }
    }

    private async Task<int> WorkAsync(PodContext context, PodStatusBoard board, PodMetrics metrics, LivenessSignals liveness, CancellationToken stop)
    {
        await using var run = new WorkerLoop(context, new LeaseEvents(metrics, _logger), liveness, () => PodProgress.Of(board, metrics));
        board.Run = run;
        using var stopping = stop.Register(() => _logger.PodStopping(run.Workers.Count));
        try
        {
            var isClean = await run.RunAsync(() => board.IsReady = true, stop);
            _logger.PodStopped(isClean);
            return isClean ? ExitCodes.Ok : ExitCodes.DrainTimedOut;
        }
        catch
        {
            await run.AbandonAsync();
            throw;
        }
    }

    /// <summary>Says why on the log, on /status and in the termination message, and keeps /status up for a while so that it can be read.</summary>
    private async Task<int> FailAsync(Exception exception, StreamSettings settings, PodStatusBoard board, CancellationToken stop)
    {
        var code = ProcessFaults.ExitCodeOf(exception);
        board.Fatal = ProcessFaults.LineOf($"Streaming {settings.Source.Keyspace}.{settings.Source.Table}", exception);
        _logger.FatalFault(board.Fatal, code == ExitCodes.Unexpected ? exception : null);
        await identity.LeaveTerminationMessageAsync(board.Fatal);
        await Task.Delay(settings.Pod.FatalLinger, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return code;
    }

    /// <summary>Never more reads at once than pages of the usual size fit into half the budget.</summary>
    private static int WidthOf(StreamSettings settings, MemoryBudget budget) =>
        (int)Math.Clamp(budget.LimitBytes / (4 * 1024 * 1024), 1, settings.Pod.MaxConcurrentReads);
}
