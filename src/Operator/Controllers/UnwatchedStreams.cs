using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Controllers;

/// <summary>
/// Looks now and then for streams outside the watched namespaces that carry the operator's finalizer: unless another operator works on them, nobody lets
/// them go, and their namespaces cannot be deleted. With rights in the watched namespaces alone they cannot be seen, which is said once.
/// </summary>
/// <param name="clock">Time of the pauses.</param>
/// <param name="everywhere">Lists the streams of all namespaces.</param>
/// <param name="watched">The watched namespaces.</param>
/// <param name="logger">Hears of what is found when it is another finding than before.</param>
internal sealed class UnwatchedStreams(TimeProvider clock, IResourceFeed<KeyspacesCdcStream> everywhere, IReadOnlyList<string> watched, ILogger<UnwatchedStreams> logger)
{
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private volatile UnwatchedFinding _found = UnwatchedFinding.None;
    private bool _isRefusalTold;

    /// <summary>What was found last.</summary>
    public UnwatchedFinding Found => _found;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await LookAsync(cancellationToken);
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            See(await everywhere.ListAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Forbidden })
        {
            if (!_isRefusalTold)
            {
                logger.UnwatchedNotSeen(problem.Message);
            }

            _isRefusalTold = true;
        }
        catch (Exception problem)
        {
            // Of streams that this operator does not work on, nothing may end it; what was found last stands.
            logger.UnwatchedWillRetry(Pause.TotalSeconds, problem.Message);
        }
    }

    private void See(ResourceList<KeyspacesCdcStream> list)
    {
        var held = list.Resources
            .Where(stream => stream.Metadata.Finalizers?.Contains(StreamApi.Finalizer) is true && !watched.Contains(stream.Metadata.NamespaceProperty, StringComparer.Ordinal))
            .ToLookup(stream => stream.Metadata.DeletionTimestamp is not null, ResourceCache<KeyspacesCdcStream>.KeyOf);
        var found = new UnwatchedFinding(InOrder(held[false]), InOrder(held[true]));
        var before = _found;
        _found = found;
        if (found.IsSameAs(before))
        {
            return;
        }

        if (found.Sentence is { } sentence)
        {
            logger.UnwatchedSeen(sentence);
        }
        else
        {
            logger.UnwatchedGone();
        }
    }

    private static IReadOnlyList<NamespacedName> InOrder(IEnumerable<NamespacedName> keys) => [.. keys.OrderBy(key => key.ToString(), StringComparer.Ordinal)];
}
