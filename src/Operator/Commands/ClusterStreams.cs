using System.Net;
using k8s;
using k8s.Autorest;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>Streams of the cluster, by name.</summary>
/// <param name="environment">Looks up environment variables, for the connection.</param>
internal sealed class ClusterStreams(Func<string, string?> environment)
{
    private const string DefaultNamespace = "default";

    /// <summary>Looks one stream up; without a namespace in that of the current context.</summary>
    /// <returns>Null when there is none.</returns>
    public async Task<KeyspacesCdcStream?> FindAsync(string? place, string name, CancellationToken cancellationToken)
    {
        var (configuration, isInCluster) = ClusterConnection.Configure(environment, kubeconfig: null);
        using var client = ClusterConnection.Open(configuration, isInCluster, observer: null);
        try
        {
            return await client.CustomObjects.GetNamespacedCustomObjectAsync<KeyspacesCdcStream>(
                StreamApi.Group, StreamApi.Version, place ?? configuration.Namespace ?? DefaultNamespace, StreamApi.Plural, name, cancellationToken);
        }
        catch (HttpOperationException refusal) when (refusal.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
