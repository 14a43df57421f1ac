using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing.Processes;
using k8s;

namespace KeyspacesStreamer.Cluster.Tests.Rights;

/// <summary>
/// An API server that also checks who may name an owner that waits for its objects, as OpenShift does, and an administrator on it. The shipped admission
/// policy holds for every account whose name begins as the operator's does, on a server without such policies by a webhook that judges as one with them.
/// </summary>
public sealed class RightsCluster : IAsyncLifetime
{
    // https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#ownerreferencespermissionenforcement
    private const string Plugin = "OwnerReferencesPermissionEnforcement";

    private Kubernetes? _client;
    private ApiRequests? _requests;

    internal DefinedCluster Kubernetes { get; } = new(Testing.Cluster.ClusterParts.ApiServer, admission: Plugin);

    /// <summary>Version in which disruption budgets are served.</summary>
    internal string? DisruptionBudgetVersion { get; private set; }

    /// <summary>Why the shipped admission policy is not in force; null when it is.</summary>
    internal string? PolicyObstacle { get; private set; }

    private ApiRequests Requests => _requests ?? throw new InvalidOperationException("The cluster was not started.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Kubernetes.InitializeAsync();
        _client = ClusterConnection.Open(_ => null, Kubernetes.Cluster.Kubeconfig, new AskedRequests());
        _requests = new ApiRequests(TimeProvider.System, _client);
        PolicyObstacle = await HoldPolicyAsync();
        DisruptionBudgetVersion = await new ServedVersions(Requests).FindDisruptionBudgetsAsync(Token);
        // The plugin looks for new kinds every half a minute; a kind that it does not know it refuses.
        await Phase.UntilAsync("the admission plugin knows the resource", async () => await RefusalOfOwnedAsync(), Token);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await Kubernetes.DisposeAsync();
    }

    internal async Task<JsonObject?> FindAsync(ResourceKind kind, NamespacedName key, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, PathOf(kind, key), null, cancellationToken);
        }
        catch (ApiServerException refusal) when (refusal.Status == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    internal async Task<int> CountAsync(ResourceKind kind, string space, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, kind.PathIn(space), null, cancellationToken))["items"]?.AsArray().Count ?? 0;

    internal Task CreateAsync(ResourceKind kind, string space, JsonObject document, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, kind.PathIn(space), document, cancellationToken);

    /// <summary>Changes an object as <c>kubectl patch --type=merge</c> does.</summary>
    internal Task MergeAsync(ResourceKind kind, NamespacedName key, string patch, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, PathOf(kind, key), JsonNode.Parse(patch)?.AsObject(), cancellationToken);

    internal Task DeleteAsync(ResourceKind kind, NamespacedName key, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, PathOf(kind, key), null, cancellationToken);

    private async Task<string?> HoldPolicyAsync()
    {
        var policy = await File.ReadAllTextAsync(Testing.RepositoryRoot.PathOf("config", "policy", "admission_policy.yaml"), Token);
        const string One = "request.userInfo.username == 'system:serviceaccount:keyspaces-streamer-system:keyspaces-streamer-operator'";
        Assert.Contains(One, policy, StringComparison.Ordinal);
        var all = policy.Replace(One, "request.userInfo.username.startsWith('system:serviceaccount:keyspaces-streamer-system:keyspaces-streamer-operator')", StringComparison.Ordinal);
        using var folder = new Testing.TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("policy.yaml"), all, Token);
        if (await Kubernetes.Cluster.HoldPoliciesAsync([folder.PathOf("policy.yaml"), Testing.RepositoryRoot.PathOf("config", "policy", "admission_policy_binding.yaml")], Token) is { } obstacle)
        {
            return obstacle;
        }

        // An account that nobody has bound may do nothing; the administrator may try in its name.
        await Phase.UntilAsync("the admission policy is in force", async () =>
        {
            var said = await Kubernetes.KubectlAsync("--as=system:serviceaccount:keyspaces-streamer-system:keyspaces-streamer-operator", "--as-group=system:masters", "create", "configmap", "unowned", "-n", "default", "--dry-run=server");
            return said.Text.Contains("denied request", StringComparison.Ordinal) ? null : said.Text;
        }, Token);
        return null;
    }

    private async Task<string?> RefusalOfOwnedAsync()
    {
        var owner = new JsonObject
        {
            ["apiVersion"] = StreamApi.ApiVersion, ["kind"] = StreamApi.Kind, ["name"] = "none", ["uid"] = "5b0b3c52-0d1c-4a3e-9d5c-1f6c3ad5a001", ["blockOwnerDeletion"] = true,
        };
        try
        {
            await CreateAsync(ResourceKinds.ConfigMaps, "default", new JsonObject { ["metadata"] = new JsonObject { ["generateName"] = "owned-", ["ownerReferences"] = new JsonArray(owner) } }, Token);
            return null;
        }
        catch (ApiServerException refusal) when (refusal.Status == System.Net.HttpStatusCode.Forbidden)
        {
            return refusal.Message;
        }
    }

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        var request = new ApiRequest { Method = method, Path = path, Subject = $"{method} {path}", Body = body, MediaType = method == HttpMethod.Patch ? MediaTypes.MergePatch : MediaTypes.Json };
        return JsonNode.Parse(await Requests.SendAsync(request, cancellationToken))!.AsObject(); // the server answers with an object
    }

    private static string PathOf(ResourceKind kind, NamespacedName key) => $"{kind.PathIn(key.Namespace)}/{key.Name}";
}
