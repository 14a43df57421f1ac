using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Watching;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>Streams of the current context's cluster that carry the operator's finalizer.</summary>
internal sealed class ClusterHeldStreams(IKubernetes client) : IHeldStreams
{
    private const int PageSize = 500;

    public async Task<IReadOnlyList<HeldStream>?> ListAsync(string? place, CancellationToken cancellationToken)
    {
        var found = new List<HeldStream>();
        string? next = null;
        try
        {
            do
            {
                var page = place is null
                    ? await client.CustomObjects.ListClusterCustomObjectAsync<KeyspacesCdcStreamList>(StreamApi.Group, StreamApi.Version, StreamApi.Plural, limit: PageSize, continueParameter: next, cancellationToken: cancellationToken)
                    : await client.CustomObjects.ListNamespacedCustomObjectAsync<KeyspacesCdcStreamList>(StreamApi.Group, StreamApi.Version, place, StreamApi.Plural, limit: PageSize, continueParameter: next, cancellationToken: cancellationToken);
                found.AddRange((page.Items ?? []).Where(stream => stream.Metadata.Finalizers?.Contains(StreamApi.Finalizer) is true).Select(HeldOf));
                next = page.Metadata?.ContinueProperty;
            }
            while (!string.IsNullOrEmpty(next));
        }
        catch (HttpOperationException refusal) when (refusal.Response.StatusCode == HttpStatusCode.Forbidden)
        {
            return null;
        }

        return [.. found.OrderBy(stream => stream.Key.ToString(), StringComparer.Ordinal)];
    }

    public async Task<bool> ReleaseAsync(HeldStream stream, CancellationToken cancellationToken)
    {
        try
        {
            var live = await client.CustomObjects.GetNamespacedCustomObjectAsync<KeyspacesCdcStream>(
                StreamApi.Group, StreamApi.Version, stream.Key.Namespace, StreamApi.Plural, stream.Key.Name, cancellationToken);
            var place = live.Metadata.Finalizers?.IndexOf(StreamApi.Finalizer) ?? -1;
            if (live.Metadata.Uid != stream.Uid || place < 0)
            {
                return false;
            }

            // The tests of the patch hold what was seen: the server changes nothing else, and nobody else's.
            var patch = new JsonArray(
                new JsonObject { ["op"] = "test", ["path"] = "/metadata/uid", ["value"] = stream.Uid },
                new JsonObject { ["op"] = "test", ["path"] = $"/metadata/finalizers/{place}", ["value"] = StreamApi.Finalizer },
                new JsonObject { ["op"] = "remove", ["path"] = $"/metadata/finalizers/{place}" });
            await client.CustomObjects.PatchNamespacedCustomObjectAsync(
                new V1Patch(patch.ToJsonString(), V1Patch.PatchType.JsonPatch), StreamApi.Group, StreamApi.Version, stream.Key.Namespace, StreamApi.Plural, stream.Key.Name, cancellationToken: cancellationToken);
            return true;
        }
        catch (HttpOperationException refusal) when (refusal.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity)
        {
            return false;
        }
    }

    private static HeldStream HeldOf(KeyspacesCdcStream stream) =>
        new(ResourceCache<KeyspacesCdcStream>.KeyOf(stream), stream.Metadata.Uid, stream.Metadata.DeletionTimestamp, stream.Spec.CheckpointTable());
}
