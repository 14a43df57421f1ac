using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Controllers;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.Tests.Watching;
using KeyspacesStreamer.Operator.Watching;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>A small API server for every kind that the operator watches.</summary>
internal sealed class ScriptedFeeds : IResourceFeeds
{
    private readonly Dictionary<Type, object> _feeds;
    private readonly List<Action> _cuts = [];

    public ScriptedFeeds() => _feeds = new Dictionary<Type, object>
    {
        [typeof(KeyspacesCdcStream)] = Streams,
        [typeof(V1Deployment)] = Deployments,
        [typeof(V1ConfigMap)] = ConfigMaps,
        [typeof(V1Service)] = Services,
        [typeof(V1ServiceAccount)] = ServiceAccounts,
        [typeof(V1PodDisruptionBudget)] = DisruptionBudgets,
        [typeof(V1Pod)] = Pods,
    };

    public ScriptedFeed<KeyspacesCdcStream> Streams { get; } = new("streams", name => SomeStream.Named(name));

    public ScriptedFeed<V1Deployment> Deployments { get; } = new("deployments", name => new V1Deployment { Metadata = Owned(name) });

    public ScriptedFeed<V1ConfigMap> ConfigMaps { get; } = new("configmaps", name => new V1ConfigMap { Metadata = Owned(name) });

    public ScriptedFeed<V1Pod> Pods { get; } = new("pods", name => new V1Pod { Metadata = Owned(name) });

    public ScriptedFeed<V1Service> Services { get; } = new("services", name => new V1Service { Metadata = Owned(name) });

    public ScriptedFeed<V1ServiceAccount> ServiceAccounts { get; } = new("serviceaccounts", name => new V1ServiceAccount { Metadata = Owned(name) });

    public ScriptedFeed<V1PodDisruptionBudget> DisruptionBudgets { get; } = new("poddisruptionbudgets", name => new V1PodDisruptionBudget { Metadata = Owned(name) });

    /// <summary>Which kinds were asked for, and by which labels.</summary>
    public List<string> Asked { get; } = [];

    public IReadOnlyList<IResourceFeed<T>> Of<T>(ResourceKind kind, string? labels)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        Asked.Add($"{kind}: {labels}");
        var feed = (ScriptedFeed<T>)_feeds[typeof(T)];
        _cuts.Add(() => feed.Cut());
        return [feed];
    }

    /// <summary>The server ends all watches in good order.</summary>
    public void CutAll() => _cuts.ForEach(cut => cut());

    /// <summary>Metadata of an object that belongs to the stream of its name.</summary>
    public static V1ObjectMeta Owned(string name, string? stream = null) => new()
    {
        NamespaceProperty = SomeStream.Namespace,
        Name = name,
        Uid = $"uid-{name}",
        Labels = new Dictionary<string, string> { [StreamLabels.Stream] = stream ?? name },
    };
}
