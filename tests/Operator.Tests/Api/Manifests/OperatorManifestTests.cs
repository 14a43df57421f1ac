using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Operator.Tests.Api.Manifests;

/// <summary>The operator's Deployment keeps the rules of restricted namespaces and of Fargate.</summary>
public sealed class OperatorManifestTests
{
    private static readonly JsonObject Deployment = YamlFile.One("config/manager/deployment.yaml");
    private static readonly JsonNode Template = Deployment["spec"]!["template"]!; // part of every Deployment
    private static readonly JsonNode Container = Assert.Single(Template["spec"]!["containers"]!.AsArray())!; // part of every pod

    [Fact]
    public void Deployment_HasTwoPods() => Assert.Equal(2, (long?)Deployment["spec"]!["replicas"]); // part of every Deployment

    [Fact]
    public void Pod_RunsAsTheUserOfTheImage() =>
        Assert.Equal(
            """{"runAsNonRoot":true,"runAsUser":1654,"runAsGroup":1654,"fsGroup":1654,"seccompProfile":{"type":"RuntimeDefault"}}""",
            Template["spec"]!["securityContext"]!.ToJsonString()); // written

    [Fact]
    public void Container_MayDoNothingSpecial() =>
        Assert.Equal(
            """{"allowPrivilegeEscalation":false,"readOnlyRootFilesystem":true,"capabilities":{"drop":["ALL"]}}""",
            Container["securityContext"]!.ToJsonString()); // written

    [Fact]
    public void Container_RequestsWhatItIsLimitedTo() =>
        Assert.Equal(Container["resources"]!["limits"]!.ToJsonString(), Container["resources"]!["requests"]!.ToJsonString()); // written

    [Fact]
    public void Images_HaveATagOtherThanLatest() =>
        Assert.All([(string?)Container["image"], ValueOf("STREAMER_IMAGE")], image => Assert.Matches(@"^[^:]+:(?!latest$)[0-9][^:]*$", image));

    [Fact]
    public void Probes_AskThePathsOfTheContracts()
    {
        Assert.Equal(Ports.HealthPath, PathOf("startupProbe"));
        Assert.Equal(Ports.HealthPath, PathOf("livenessProbe"));
        Assert.Equal(Ports.ReadinessPath, PathOf("readinessProbe"));
    }

    [Fact]
    public void Port_IsThatOfTheContracts()
    {
        var annotations = Template["metadata"]!["annotations"]!; // written
        var served = Assert.Single(YamlFile.One("config/manager/service.yaml")["spec"]!["ports"]!.AsArray())!; // written

        Assert.Equal($$"""[{"name":"{{Ports.StatusName}}","containerPort":{{Ports.Status}}}]""", Container["ports"]!.ToJsonString()); // written
        Assert.Equal($"{Ports.Status}", (string?)annotations["prometheus.io/port"]);
        Assert.Equal(Ports.MetricsPath, (string?)annotations["prometheus.io/path"]);
        Assert.Equal((Ports.Status, Ports.StatusName), ((long?)served["port"], (string?)served["targetPort"]));
    }

    [Theory]
    [InlineData("config/manager/service.yaml", "selector")]
    [InlineData("config/manager/pod_disruption_budget.yaml", "selector.matchLabels")]
    [InlineData("config/manager/deployment.yaml", "selector.matchLabels")]
    public void Selector_MatchesThePods(string file, string path)
    {
        var selector = path.Split('.').Aggregate(YamlFile.One(file)["spec"]!, (node, name) => node[name]!); // written

        Assert.Equal(Template["metadata"]!["labels"]!.ToJsonString(), selector.ToJsonString()); // written
    }

    [Theory]
    [InlineData("config/default")]
    [InlineData("config/crd", "bases/")]
    [InlineData("config/rbac")]
    [InlineData("config/rbac/cluster")]
    [InlineData("config/rbac/namespaced")]
    [InlineData("config/manager")]
    [InlineData("config/samples")]
    public void Kustomization_NamesEveryFileBesideIt(string folder, string below = "")
    {
        const string own = "kustomization.yaml";
        var resources = YamlFile.One($"{folder}/{own}")["resources"]!.AsArray().Select(file => (string?)file); // written

        Assert.Equal(YamlFile.In($"{folder}/{below}").Select(Path.GetFileName).Where(file => file != own).Select(file => below + file), resources.Where(file => file!.EndsWith(".yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal)); // words
    }

    private static string? PathOf(string probe) => (string?)Container[probe]!["httpGet"]!["path"]; // written

    private static string? ValueOf(string variable) => (string?)Container["env"]!.AsArray().Single(entry => (string?)entry!["name"] == variable)!["value"]; // written
}
