using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Controllers;

/// <summary>The leader's work: workers that reconcile whatever stream is wanted, never one stream twice at once. The caches live longer than a term, the queue does not.</summary>
internal sealed class StreamController
{
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly StreamWatches _watches;
    private readonly IEntityController _reconciler;
    private readonly int _workers;
    private readonly OperatorMetrics _metrics;
    private readonly ILogger _logger;
    private volatile WorkQueue<NamespacedName>? _queue;

    /// <param name="clock">Time of pauses.</param>
    /// <param name="random">Spreads the pauses; used by the controller alone.</param>
    /// <param name="watches">Tell what is wanted.</param>
    /// <param name="reconciler">Does what is lacking.</param>
    /// <param name="workers">How many streams are reconciled at once.</param>
    /// <param name="metrics">Count and time it.</param>
    /// <param name="logger">Hears of failures.</param>
    public StreamController(
        TimeProvider clock, Random random, StreamWatches watches, IEntityController reconciler, int workers, OperatorMetrics metrics, ILogger<StreamController> logger)
    {
        (_clock, _random, _watches, _reconciler, _workers, _metrics, _logger) = (clock, random, watches, reconciler, workers, metrics, logger);
        InFlight = new InFlightReconciles(clock);
        watches.Wanted += Want;
    }

    /// <summary>What is being worked on.</summary>
    public InFlightReconciles InFlight { get; }

    /// <summary>Streams that wait for a worker; 0 while this replica does not lead.</summary>
    public int Depth => _queue?.Depth ?? 0;

    /// <summary>Looks at every stream, then at whatever changes or is due, until the token ends. When this has ended, nothing acts any more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _watches.ReadyAsync(cancellationToken);
        using var queue = new WorkQueue<NamespacedName>(_clock, _random, _metrics, FairShare<NamespacedName>.Of(key => key.Namespace, _workers));
        // From here on changes are heard; what changed before is in the list.
        _queue = queue;
        try
        {
            var streams = _watches.World.Streams.All();
            _logger.WorkersStarted(_workers, streams.Count);
            foreach (var stream in streams)
            {
                queue.Add(ResourceCache<KeyspacesCdcStream>.KeyOf(stream));
            }

            await Task.WhenAll(Enumerable.Range(0, _workers).Select(_ => WorkAsync(queue, cancellationToken)));
        }
        finally
        {
            _queue = null;
        }
    }

    private void Want(NamespacedName key) => _queue?.Add(key);

    private async Task WorkAsync(WorkQueue<NamespacedName> queue, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (true)
        {
            var key = await queue.TakeAsync(cancellationToken);
            InFlight.Begin(key);
            try
            {
                // The key may have been handed out in the moment in which the lead was lost.
                cancellationToken.ThrowIfCancellationRequested();
                await ReconcileAsync(queue, key, cancellationToken);
            }
            finally
            {
                InFlight.Leave(key);
                queue.Done(key);
            }
        }
    }

    private async Task ReconcileAsync(WorkQueue<NamespacedName> queue, NamespacedName key, CancellationToken cancellationToken)
    {
        using var scope = _logger.BeginStream(key);
        var began = _clock.GetTimestamp();
        var word = ReconcileWords.Error;
        try
        {
            word = Settle(queue, key, await _reconciler.ReconcileAsync(key, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception problem)
        {
            queue.AddAfterFailure(key);
            Tell(key, queue.Pace.FailuresOf(key), problem);
        }

        var elapsed = _clock.GetElapsedTime(began);
        _metrics.Reconciled(word, elapsed);
        _logger.Reconciled(key, word, elapsed.TotalSeconds);
    }

    private static string Settle(WorkQueue<NamespacedName> queue, NamespacedName key, ReconcileResult result)
    {
        if (result.IsFailure)
        {
            queue.AddAfterFailure(key);
        }
        else
        {
            queue.Pace.Forget(key);
        }

        if (result.RequeueAfter is { } delay)
        {
            // Of this and the pause after a failure the earlier one counts.
            queue.AddAfter(key, delay);
        }

        return result.IsFailure ? ReconcileWords.Error : result.RequeueAfter is null ? ReconcileWords.Success : ReconcileWords.RequeueAfter;
    }

    /// <summary>What a server said is one sentence; anything else nobody foresaw, and the log shows where it happened.</summary>
    private void Tell(NamespacedName key, int failures, Exception problem)
    {
        if (problem is ApiServerException or AwsCallException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            _logger.ReconcileWillRetry(key, failures, problem.Message);
        }
        else
        {
            _logger.ReconcileBroke(key, failures, problem);
        }
    }
}
