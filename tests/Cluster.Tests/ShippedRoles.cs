using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>The manifests of config/rbac as they are applied to a server, in one namespace's place another, and under names of their own if asked for.</summary>
internal sealed class ShippedRoles
{
    private const string ShippedNamespace = "keyspaces-streams";
    private const string RbacGroup = "rbac.authorization.k8s.io";
    private const string Query = "?fieldManager=shipped-rights&force=true";

    private readonly ApiRequests _requests;
    private readonly IReadOnlyList<JsonObject> _documents;
    private readonly string _watched;

    /// <param name="requests">The server, with all rights.</param>
    /// <param name="scope">Which of the two sets.</param>
    /// <param name="watched">The namespace in the place of the shipped one.</param>
    /// <param name="suffix">Ends all names, so that several sets are side by side; empty for the shipped names.</param>
    public ShippedRoles(ApiRequests requests, RightsScope scope, string watched, string suffix)
    {
        var folder = scope == RightsScope.Cluster ? "config/rbac/cluster" : "config/rbac/namespaced";
        string[] files = ["config/rbac/service_account.yaml", "config/rbac/leader_election_role.yaml", "config/rbac/leader_election_role_binding.yaml", $"{folder}/role.yaml", $"{folder}/role_binding.yaml"];
        (_requests, _watched) = (requests, watched);
        _documents = [.. files.SelectMany(YamlFile.All)];
        foreach (var metadata in _documents.Select(MetadataOf).Where(metadata => (string?)metadata["namespace"] == ShippedNamespace))
        {
            metadata["namespace"] = watched;
        }

        foreach (var named in _documents.SelectMany(document => new[] { document["metadata"], document["roleRef"], document["subjects"]?[0] }).OfType<JsonObject>())
        {
            named["name"] = $"{named["name"]}{suffix}";
        }
    }

    /// <summary>All that is granted, and in which namespace; null for all of them.</summary>
    public IReadOnlyList<(string? Space, Right Right)> Places =>
        [.. Roles.SelectMany(role => RightsOf(role).Select(right => ((string?)MetadataOf(role)["namespace"], right)))];

    /// <summary>Name of the operator's ServiceAccount.</summary>
    public string Account => (string?)MetadataOf(_documents[0])["name"] ?? throw new InvalidDataException("The ServiceAccount has no name.");

    public IReadOnlyList<Right> Rights => [.. Places.Select(place => place.Right).Distinct()];

    private IEnumerable<JsonObject> Roles => _documents.Where(document => document["rules"] is not null);

    public async Task ApplyAsync(IReadOnlyList<Right> lacking, CancellationToken cancellationToken)
    {
        foreach (var space in new[] { ShippedRights.OperatorNamespace, _watched }.Distinct())
        {
            await ApplyAsync(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = space } }, cancellationToken);
        }

        foreach (var document in _documents.Where(document => document["rules"] is null))
        {
            await ApplyAsync(document, cancellationToken);
        }

        await ApplyWithoutAsync(lacking, cancellationToken);
    }

    public async Task ApplyWithoutAsync(IReadOnlyList<Right> lacking, CancellationToken cancellationToken)
    {
        foreach (var role in Roles)
        {
            var less = (JsonObject)role.DeepClone();
            less["rules"] = new JsonArray([.. RightsOf(role).Except(lacking).Select(RuleOf)]);
            await ApplyAsync(less, cancellationToken);
        }
    }

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        foreach (var document in _documents.Where(document => (string?)document["kind"] != "ServiceAccount"))
        {
            await _requests.SendAsync(new ApiRequest { Method = HttpMethod.Delete, Path = PathOf(document), Subject = $"Delete {PathOf(document)}" }, cancellationToken);
        }
    }

    private async Task ApplyAsync(JsonObject document, CancellationToken cancellationToken) => await _requests.SendAsync(
        new ApiRequest { Method = HttpMethod.Patch, Path = PathOf(document) + Query, Subject = $"Apply {PathOf(document)}", Body = document, MediaType = MediaTypes.Apply }, cancellationToken);

    private static string PathOf(JsonObject document)
    {
        var kind = (string?)document["kind"] switch
        {
            "Namespace" => new ResourceKind("", "v1", "namespaces"),
            "ServiceAccount" => ResourceKinds.ServiceAccounts,
            "Role" => new ResourceKind(RbacGroup, "v1", "roles"),
            "RoleBinding" => new ResourceKind(RbacGroup, "v1", "rolebindings"),
            "ClusterRole" => new ResourceKind(RbacGroup, "v1", "clusterroles"),
            "ClusterRoleBinding" => new ResourceKind(RbacGroup, "v1", "clusterrolebindings"),
            var other => throw new InvalidDataException($"config/rbac holds a {other}, which this test does not know."),
        };
        return $"{kind.PathIn((string?)MetadataOf(document)["namespace"])}/{MetadataOf(document)["name"]}";
    }

    private static JsonObject MetadataOf(JsonObject document) => document["metadata"]?.AsObject() ?? throw new InvalidDataException($"{document.ToJsonString()} has no metadata.");

    private static IEnumerable<Right> RightsOf(JsonObject role) =>
        from rule in role["rules"]?.AsArray() ?? []
        from @group in WordsOf(rule, "apiGroups")
        from resource in WordsOf(rule, "resources")
        from verb in WordsOf(rule, "verbs")
        select new Right(@group, resource, verb);

    private static IEnumerable<string> WordsOf(JsonNode? rule, string member) => rule?[member]?.AsArray().Select(word => (string?)word ?? "") ?? [];

    private static JsonObject RuleOf(Right right) => new() { ["apiGroups"] = new JsonArray(right.Group), ["resources"] = new JsonArray(right.Resource), ["verbs"] = new JsonArray(right.Verb) };
}
