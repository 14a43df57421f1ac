using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Processes;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>
/// The operator's ServiceAccount with exactly what config/rbac grants it, on a real API server; single rights can be taken away.
/// The rights end with it.
/// </summary>
internal sealed class ShippedRights : IAsyncDisposable
{
    public const string OperatorNamespace = "keyspaces-streamer-system";

    private readonly TemporaryFolder _folder = new();
    private readonly Kubernetes _admin;
    private readonly ShippedRoles _roles;
    private readonly string _watched;
    private readonly string _adminKubeconfig;

    private ShippedRights(Kubernetes admin, ShippedRoles roles, string watched, string adminKubeconfig) =>
        (_admin, _roles, _watched, _adminKubeconfig) = (admin, roles, watched, adminKubeconfig);

    /// <summary>All that is granted, each once.</summary>
    public IReadOnlyList<Right> All => _roles.Rights;

    /// <summary>A client with these rights.</summary>
    public Kubernetes Client { get; private set; } = null!; // set before anybody gets this

    /// <summary>A kubeconfig file with these rights, for a process.</summary>
    public string Kubeconfig => _folder.PathOf("operator.kubeconfig");

    /// <param name="cluster">Where.</param>
    /// <param name="scope">Which of the two sets.</param>
    /// <param name="watched">The namespace that an operator for one namespace watches; it is made when it is not there.</param>
    /// <param name="observer">Hears of what <see cref="Client"/> asks.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task<ShippedRights> GrantAsync(DefinedCluster cluster, RightsScope scope, string watched, IRequestObserver observer, CancellationToken cancellationToken) =>
        GrantAsync(cluster, scope, watched, observer, "", [], cancellationToken);

    /// <param name="cluster">Where.</param>
    /// <param name="scope">Which of the two sets.</param>
    /// <param name="watched">The namespace that an operator for one namespace watches; it is made when it is not there.</param>
    /// <param name="observer">Hears of what <see cref="Client"/> asks.</param>
    /// <param name="suffix">Ends the names of account, roles and bindings: several may be granted side by side.</param>
    /// <param name="lacking">What is left out from the beginning.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<ShippedRights> GrantAsync(
        DefinedCluster cluster, RightsScope scope, string watched, IRequestObserver observer, string suffix, IReadOnlyList<Right> lacking, CancellationToken cancellationToken)
    {
        var admin = ClusterConnection.Open(_ => null, cluster.Cluster.Kubeconfig, new AskedRequests());
        var rights = new ShippedRights(admin, new ShippedRoles(new ApiRequests(TimeProvider.System, admin), scope, watched, suffix), watched, cluster.Cluster.Kubeconfig);
        try
        {
            await rights._roles.ApplyAsync(lacking, cancellationToken);
            await rights.WriteKubeconfigAsync(rights.Kubeconfig, null, null, cancellationToken);
            rights.Client = ClusterConnection.Open(_ => null, rights.Kubeconfig, observer);
            await rights.UntilAllHoldAsync(lacking, cancellationToken);
            return rights;
        }
        catch
        {
            await rights.DisposeAsync();
            throw;
        }
    }

    /// <summary>A kubeconfig file with these rights and a token of one pod, which stays pending: the server then knows which replica asks.</summary>
    /// <param name="pod">Name of the pod, made in the operator's namespace.</param>
    /// <param name="server">Address of the server as the pod sees it; null for its own.</param>
    /// <param name="cancellationToken">Ends the making.</param>
    public async Task<string> KubeconfigOfPodAsync(string pod, Uri? server, CancellationToken cancellationToken)
    {
        var made = await _admin.CoreV1.CreateNamespacedPodAsync(
            new V1Pod
            {
                Metadata = new V1ObjectMeta { Name = pod },
                Spec = new V1PodSpec { ServiceAccountName = _roles.Account, Containers = [new V1Container { Name = "operator", Image = "registry.example/operator:1.2.3" }] },
            },
            OperatorNamespace,
            cancellationToken: cancellationToken);
        var file = _folder.PathOf($"{pod}.kubeconfig");
        await WriteKubeconfigAsync(file, new V1BoundObjectReference { ApiVersion = "v1", Kind = "Pod", Name = pod, Uid = made.Uid() }, server, cancellationToken);
        return file;
    }

    /// <summary>Takes one right away, wherever it is granted, and waits until the server has noticed.</summary>
    public async Task WithoutAsync(string apiGroup, string resource, string verb, CancellationToken cancellationToken)
    {
        var right = new Right(apiGroup, resource, verb);
        Assert.Contains(right, All);
        await _roles.ApplyWithoutAsync([right], cancellationToken);
        await UntilAllHoldAsync([right], cancellationToken);
    }

    /// <summary>Grants everything again.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        await _roles.ApplyWithoutAsync([], cancellationToken);
        await UntilAllHoldAsync([], cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _roles.RemoveAsync(CancellationToken.None);
        Client?.Dispose();
        _admin.Dispose();
        _folder.Dispose();
    }

    private async Task WriteKubeconfigAsync(string file, V1BoundObjectReference? boundTo, Uri? server, CancellationToken cancellationToken)
    {
        var cluster = (await KubernetesClientConfiguration.LoadKubeConfigAsync(new FileInfo(_adminKubeconfig))).Clusters.First().ClusterEndpoint;
        var token = await _admin.CoreV1.CreateNamespacedServiceAccountTokenAsync(
            new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { Audiences = [], BoundObjectRef = boundTo, ExpirationSeconds = 7200 } }, _roles.Account, OperatorNamespace, cancellationToken: cancellationToken);
        await File.WriteAllTextAsync(
            file,
            $$"""
            apiVersion: v1
            kind: Config
            clusters: [{ name: test, cluster: { server: "{{server?.ToString().TrimEnd('/') ?? cluster.Server}}", certificate-authority-data: {{cluster.CertificateAuthorityData}} } }]
            users: [{ name: operator, user: { token: "{{token.Status.Token}}" } }]
            contexts: [{ name: test, context: { cluster: test, user: operator } }]
            current-context: test
            """,
            cancellationToken);
    }

    /// <summary>The server learns of roles by watching them: a moment later.</summary>
    private async Task UntilAllHoldAsync(IReadOnlyList<Right> lacking, CancellationToken cancellationToken)
    {
        foreach (var (space, right) in _roles.Places)
        {
            var wanted = $"the server {(lacking.Contains(right) ? "refuses" : "allows")} to {right} in {space ?? _watched}";
            await Phase.UntilAsync(wanted, async () => await IsAllowedAsync(space ?? _watched, right, cancellationToken) == lacking.Contains(right) ? "it does not" : null, cancellationToken);
        }
    }

    private async Task<bool> IsAllowedAsync(string space, Right right, CancellationToken cancellationToken)
    {
        var parts = right.Resource.Split('/');
        var question = new V1ResourceAttributes { NamespaceProperty = space, Group = right.Group, Resource = parts[0], Subresource = parts.ElementAtOrDefault(1), Verb = right.Verb };
        var review = new V1SelfSubjectAccessReview { Spec = new V1SelfSubjectAccessReviewSpec { ResourceAttributes = question } };
        return (await Client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(review, cancellationToken: cancellationToken)).Status.Allowed;
    }
}
