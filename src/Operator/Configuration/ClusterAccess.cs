using System.Net;
using k8s;
using k8s.Autorest;
using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>The one place that opens connections to the API server: in a pod with its ServiceAccount, at a desk with the current context.</summary>
internal static class ClusterAccess
{
    private const string DefaultNamespace = "default";

    public static k8s.Kubernetes Open(params DelegatingHandler[] handlers) => new(KubernetesClientConfiguration.BuildDefaultConfig(), handlers);

    /// <summary>Looks one stream up; without a namespace in that of the current context.</summary>
    /// <returns>Null when there is none.</returns>
    public static async Task<KeyspacesCdcStream?> FindStreamAsync(string? @namespace, string name, CancellationToken cancellationToken)
    {
        var configuration = KubernetesClientConfiguration.BuildDefaultConfig();
        using var client = new k8s.Kubernetes(configuration);
        try
        {
            return await client.CustomObjects.GetNamespacedCustomObjectAsync<KeyspacesCdcStream>(
                StreamApi.Group, StreamApi.Version, @namespace ?? configuration.Namespace ?? DefaultNamespace, StreamApi.Plural, name, cancellationToken);
        }
        catch (HttpOperationException refusal) when (refusal.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
