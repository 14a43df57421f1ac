using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Logging;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Controllers;

/// <summary>Keeps the world in view: informers for streams, for what was made for them, and for their pods; every change becomes the key of a stream.</summary>
internal sealed class StreamWatches : IOwnedWatches
{
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly IResourceFeeds _feeds;
    private readonly ILogger _logger;
    private readonly List<InformerHealth> _pulses = [];
    private readonly List<Func<CancellationToken, Task>> _informers = [];
    private readonly List<Task> _filled = [];
    private readonly Task _ready;

    /// <param name="clock">Time of pauses and of silence.</param>
    /// <param name="random">Spreads the pauses; used under a lock of its own, and by these informers alone.</param>
    /// <param name="feeds">Where resources come from.</param>
    /// <param name="disruptionBudgetVersion">Version of policy in which the server serves disruption budgets; null when it serves none.</param>
    /// <param name="logger">Hears how lists and watches go.</param>
    public StreamWatches(TimeProvider clock, Random random, IResourceFeeds feeds, string? disruptionBudgetVersion, ILogger<StreamWatches> logger)
    {
        (_clock, _random, _feeds, _logger) = (clock, random, feeds, logger);
        World = new StreamWorld
        {
            Streams = Watch<KeyspacesCdcStream>(ResourceKinds.Streams, null, StreamChanged, StreamTerms.OfStream),
            Owned = OwnedKinds.Of(disruptionBudgetVersion).ToDictionary(kind => kind.Kind, kind => kind.Watch(this)),
            Pods = Watch<V1Pod>(ResourceKinds.Pods, StreamLabels.Managed, ChildChanged, StreamTerms.OfPod),
        };
        _ready = Task.WhenAll(_filled);
    }

    /// <summary>Tells which stream is to be looked at; raised by the informers, one event a change.</summary>
    public event Action<NamespacedName>? Wanted;

    public StreamWorld World { get; }

    /// <summary>Whether all caches hold everything: before that, what is not in them may well be there.</summary>
    public bool IsReady => _ready.IsCompletedSuccessfully;

    /// <summary>How long the most silent informer has not been heard of.</summary>
    public TimeSpan Silence => _pulses.Max(pulse => pulse.Silence);

    /// <summary>Ends when all caches hold everything for the first time.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => _ready.WaitAsync(cancellationToken);

    /// <summary>Follows the cluster until the token ends. An informer that breaks takes the others with it: a world of which a part stands still is no world.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = _informers.Select(informer => informer(either.Token)).ToArray();
        await Task.WhenAny(running);
        await either.CancelAsync();
        await Task.WhenAll(running);
    }

    IResourceView<T> IOwnedWatches.Watch<T>(ResourceKind kind) => Watch<T>(kind, StreamLabels.Managed, ChildChanged);

    private ResourceViews<T> Watch<T>(ResourceKind kind, string? labels, Action<ResourceChange<T>> changed, Func<T, IReadOnlyList<string>>? termsOf = null)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var caches = new List<ResourceCache<T>>();
        foreach (var feed in _feeds.Of<T>(kind, labels))
        {
            var (cache, pulse) = (new ResourceCache<T>(termsOf), new InformerHealth(_clock, _logger));
            var informer = new Informer<T>(_clock, _random, feed, cache, changed, pulse);
            caches.Add(cache);
            _pulses.Add(pulse);
            _informers.Add(informer.RunAsync);
            _filled.Add(informer.ReadyAsync(CancellationToken.None));
        }

        return new ResourceViews<T>(caches);
    }

    private void StreamChanged(ResourceChange<KeyspacesCdcStream> change)
    {
        if (StreamChanges.IsReason(change))
        {
            Wanted?.Invoke(change.Key);
            foreach (var neighbour in StreamChanges.Neighbours(change, World.Streams))
            {
                Wanted?.Invoke(neighbour);
            }
        }
    }

    /// <summary>An object that was given to another stream is the business of both.</summary>
    private void ChildChanged<T>(ResourceChange<T> change)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        NamespacedName?[] owners = [OwnerOf(change.Before), OwnerOf(change.After)];
        foreach (var owner in owners.OfType<NamespacedName>().Distinct())
        {
            Wanted?.Invoke(owner);
        }
    }

    private static NamespacedName? OwnerOf(IKubernetesObject<V1ObjectMeta>? child) =>
        StreamLabels.StreamOf(child?.Metadata.Labels) is { } stream ? new NamespacedName(child?.Metadata.NamespaceProperty ?? "", stream) : null;
}
