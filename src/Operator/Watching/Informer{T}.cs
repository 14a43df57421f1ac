using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Watching;

/// <summary>
/// Keeps a cache of one kind of resource true: lists once, then watches on from there, through ended watches, lost connections and forgotten
/// versions. It never ends by itself.
/// </summary>
internal sealed class Informer<T>(
    TimeProvider clock, Random random, IResourceFeed<T> feed, ResourceCache<T> cache, Action<ResourceChange<T>> changed, IInformerObserver observer)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private const int MostDoublings = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string? _version;
    private int _failures;

    /// <summary>Ends when the cache holds everything for the first time: before that, what is not in it may well be there.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                _version ??= await ListAsync(cancellationToken);
                await WatchAsync(_version, cancellationToken);
                observer.WatchEnded(feed.Name);
                await PauseAsync(FirstPause, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (VersionExpiredException)
            {
                observer.VersionExpired(feed.Name);
                _version = null;
                await PauseAsync(FirstPause, cancellationToken);
            }
            catch (Exception problem)
            {
                // Whatever it was: a cache that is not true any more is worse than a server that is asked again.
                var pause = FirstPause * (1L << Math.Min(_failures, MostDoublings));
                pause = pause < LongestPause ? pause : LongestPause;
                observer.WillRetry(feed.Name, ++_failures, pause, problem);
                await PauseAsync(pause, cancellationToken);
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var list = await feed.ListAsync(cancellationToken);
        foreach (var change in cache.Replace(list.Resources))
        {
            changed(change);
        }

        observer.Listed(feed.Name, list.Resources.Count);
        _failures = 0;
        _ready.TrySetResult();
        return list.ResourceVersion;
    }

    private async Task WatchAsync(string version, CancellationToken cancellationToken)
    {
        await foreach (var step in feed.WatchAsync(version, cancellationToken))
        {
            if (step.Kind != WatchKind.Bookmark && cache.Apply(step) is { } change)
            {
                changed(change);
            }

            // The next watch goes on from here, so that nothing is seen twice and nothing is missed.
            _version = step.Version ?? step.Resource?.Metadata.ResourceVersion ?? _version;
            _failures = 0;
        }
    }

    private Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        double share;
        lock (random)
        {
            share = random.NextDouble();
        }

        return Task.Delay(pause * (0.5 + (share / 2)), clock, cancellationToken);
    }
}
