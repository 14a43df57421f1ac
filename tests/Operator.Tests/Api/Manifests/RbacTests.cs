using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Operator.Tests.Api.Manifests;

/// <summary>The operator's rights are these and no more, in one namespace as in all.</summary>
public sealed class RbacTests
{
    private const string Cluster = "config/rbac/cluster/role.yaml";
    private const string Namespaced = "config/rbac/namespaced/role.yaml";

    private static readonly string[] Rights =
    [
        $"{StreamApi.Group}/{StreamApi.Plural}: get list patch watch",
        $"{StreamApi.Group}/{StreamApi.Plural}/finalizers: update",
        $"{StreamApi.Group}/{StreamApi.Plural}/status: patch",
        "/configmaps: create get list patch watch",
        "/pods: list watch",
        "/serviceaccounts: create delete get list patch watch",
        "/services: create get list patch watch",
        "apps/deployments: create delete get list patch watch",
        "events.k8s.io/events: create",
        "policy/poddisruptionbudgets: create delete get list patch watch",
    ];

    [Theory]
    [InlineData(Cluster)]
    [InlineData(Namespaced)]
    public void Operator_HasTheseRights(string file) => Assert.Equal(Rights.Order(StringComparer.Ordinal), RightsIn(file));

    [Fact]
    public void LeaderElection_HasTheseRights() =>
        Assert.Equal(["coordination.k8s.io/leases: create get update"], RightsIn("config/rbac/leader_election_role.yaml"));

    [Theory]
    [InlineData("config/rbac")]
    [InlineData("config/rbac/cluster")]
    [InlineData("config/rbac/namespaced")]
    public void NoRule_HasAWildcard(string folder) =>
        Assert.DoesNotContain(YamlFile.In(folder).SelectMany(YamlFile.All), document => document["rules"]?.ToJsonString().Contains('*', StringComparison.Ordinal) ?? false);

    [Theory]
    [InlineData("config/rbac/leader_election_role.yaml", "config/rbac/leader_election_role_binding.yaml")]
    [InlineData(Cluster, "config/rbac/cluster/role_binding.yaml")]
    [InlineData(Namespaced, "config/rbac/namespaced/role_binding.yaml")]
    public void Binding_GivesTheRoleToTheOperator(string roleFile, string bindingFile)
    {
        var (role, binding, account) = (YamlFile.One(roleFile), YamlFile.One(bindingFile), YamlFile.One("config/rbac/service_account.yaml"));
        var subject = Assert.Single(binding["subjects"]!.AsArray())!; // written

        Assert.Equal(((string?)role["kind"], NameOf(role)), ((string?)binding["roleRef"]!["kind"], (string?)binding["roleRef"]!["name"])); // written
        Assert.Equal(NamespaceOf(role), NamespaceOf(binding));
        Assert.Equal((NameOf(account), NamespaceOf(account)), ((string?)subject["name"], (string?)subject["namespace"]));
    }

    private static IEnumerable<string> RightsIn(string file) =>
        YamlFile.One(file)["rules"]!.AsArray() // a role has rules
            .SelectMany(rule => Words(rule!["apiGroups"]).SelectMany(group => Words(rule["resources"]).Select(resource => $"{group}/{resource}: {string.Join(' ', Words(rule["verbs"]).Order(StringComparer.Ordinal))}"))) // a rule is an object
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Words(JsonNode? list) => list!.AsArray().Select(word => word!.GetValue<string>()); // a rule has all three lists

    private static string? NameOf(JsonObject document) => (string?)document["metadata"]!["name"]; // part of every object

    private static string? NamespaceOf(JsonObject document) => (string?)document["metadata"]!["namespace"]; // part of every object
}
