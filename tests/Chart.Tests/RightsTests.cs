using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Chart.Tests;

/// <summary>The chart gives the rights of config/rbac and no others.</summary>
public sealed class RightsTests
{
    [Theory]
    [InlineData("cluster/role", "ClusterRole", "keyspaces-streamer-operator")]
    [InlineData("leader_election_role", "Role", "keyspaces-streamer-leader-election")]
    [InlineData("stream_editor_role", "ClusterRole", "keyspaces-streamer-stream-editor")]
    [InlineData("stream_viewer_role", "ClusterRole", "keyspaces-streamer-stream-viewer")]
    public async Task Rules_AreThoseOfTheConfiguration(string file, string kind, string name)
    {
        var role = (await Renderer.WithAsync()).Single(document => document.Kind == kind && document.Name == name);

        Assert.Equal(RulesIn(file), role["rules"].ToJsonString());
        Assert.Superset(Aggregation(Configured(file)["metadata"]?["labels"]), Aggregation(role.Find("metadata.labels")));
    }

    [Fact]
    public async Task WatchNamespaces_Empty_GivesTheRightsInAll()
    {
        var documents = await Renderer.WithAsync();

        Assert.Contains(documents, document => document is { Kind: "ClusterRoleBinding", Name: "keyspaces-streamer-operator" });
        Assert.DoesNotContain(documents, document => document is { Kind: "Role", Name: "keyspaces-streamer-operator" });
    }

    [Fact]
    public async Task WatchNamespaces_Two_GivesTheRightsInThoseAlone()
    {
        var documents = await Renderer.WithAsync("watchNamespaces={a,b}", "rbac.aggregateRoles=false");
        var roles = documents.Where(document => document is { Kind: "Role", Name: "keyspaces-streamer-operator" }).ToList();

        Assert.DoesNotContain(documents, document => document.Kind.StartsWith("ClusterRole", StringComparison.Ordinal));
        Assert.Equal(["a", "b"], roles.Select(role => role.Namespace));
        Assert.All(roles, role => Assert.Equal(RulesIn("namespaced/role"), role["rules"].ToJsonString()));
        Assert.Equal(["a", "b"], documents.Where(document => document is { Kind: "RoleBinding", Name: "keyspaces-streamer-operator" }).Select(binding => binding.Namespace));
    }

    [Theory]
    [InlineData("defaults")]
    [InlineData("two-namespaces")]
    [InlineData("everything")]
    public async Task Bindings_GiveARoleOfTheReleaseToTheOperator(string name)
    {
        var documents = await Renderer.CaseAsync(name);
        var account = documents.Single(document => document.Kind == "ServiceAccount");
        var bindings = documents.Where(document => document.Kind is "RoleBinding" or "ClusterRoleBinding").ToList();

        Assert.All(bindings, binding => Assert.Contains(documents, document =>
            (document.Kind, document.Name, document.Namespace) == ((string?)binding["roleRef.kind"], (string?)binding["roleRef.name"], binding.Namespace)));
        Assert.All(bindings, binding => Assert.Equal((account.Name, account.Namespace), SubjectOf(binding)));
    }

    [Fact]
    public async Task AdmissionPolicy_IsThatOfTheConfigurationForTheAccountOfTheRelease()
    {
        var documents = await Renderer.WithAsync("serviceAccount.name=cdc", "admissionPolicy.enabled=true");
        var policy = documents.Single(document => document.Kind == "ValidatingAdmissionPolicy");
        var configured = Configured("../policy/admission_policy")["spec"]!.ToJsonString() // written
            .Replace("keyspaces-streamer-system:keyspaces-streamer-operator", $"{Renderer.Namespace}:cdc", StringComparison.Ordinal)
            .Replace("request.namespace == \\u0027keyspaces-streamer-system", $"request.namespace == \\u0027{Renderer.Namespace}", StringComparison.Ordinal)
            .Replace("serviceAccountName == \\u0027keyspaces-streamer-operator", "serviceAccountName == \\u0027cdc", StringComparison.Ordinal);

        Assert.Equal(configured, policy["spec"].ToJsonString());
        Assert.Equal(policy.Name, (string?)documents.Single(document => document.Kind == "ValidatingAdmissionPolicyBinding")["spec.policyName"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2, "--set", "admissionPolicy.enabled=true")]
    [InlineData(0, "--kube-version", "1.29.9", "--set", "admissionPolicy.enabled=true")]
    [InlineData(2, "--kube-version", "1.29.9", "--set", "admissionPolicy.enabled=true", "--set", "admissionPolicy.force=true")]
    public async Task AdmissionPolicy_IsMadeWhereItIsServed(int made, params string[] more) => Assert.Equal(
        made, (await Renderer.CaseAsync("defaults", more)).Count(document => document.Kind.StartsWith("ValidatingAdmissionPolicy", StringComparison.Ordinal)));

    [Fact]
    public async Task Rights_OfSomebodyElse_AreNotMade() =>
        Assert.DoesNotContain(await Renderer.WithAsync("rbac.create=false"), document => document.ApiVersion.StartsWith("rbac.", StringComparison.Ordinal));

    [Fact]
    public async Task LeaderElection_Off_NeedsNoRights() =>
        Assert.DoesNotContain(await Renderer.WithAsync("replicaCount=1", "leaderElection.enabled=false"), document => document.Name.EndsWith("leader-election", StringComparison.Ordinal));

    private static JsonObject Configured(string file) => Assert.Single(YamlText.Documents(File.ReadAllText(RepositoryRoot.PathOf(["config", "rbac", .. $"{file}.yaml".Split('/')]))));

    private static string? RulesIn(string file) => Configured(file)["rules"]?.ToJsonString();

    private static HashSet<string> Aggregation(JsonNode? labels) =>
        [.. (labels as JsonObject ?? []).Where(label => label.Key.StartsWith("rbac.", StringComparison.Ordinal)).Select(label => $"{label.Key}={label.Value}")];

    private static (string?, string?) SubjectOf(Manifest binding) => ((string?)binding["subjects"].AsArray()[0]?["name"], (string?)binding["subjects"].AsArray()[0]?["namespace"]);
}
