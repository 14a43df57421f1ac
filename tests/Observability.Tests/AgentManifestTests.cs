using k8s;
using k8s.Models;
using KeyspacesStreamer.Observability.Tests.Agent;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>The objects of the CloudWatch agent fit Fargate, and may do no more than they need.</summary>
public sealed class AgentManifestTests
{
    private static readonly Dictionary<string, Type> Types = new()
    {
        ["v1/Namespace"] = typeof(V1Namespace),
        ["v1/ServiceAccount"] = typeof(V1ServiceAccount),
        ["rbac.authorization.k8s.io/v1/Role"] = typeof(V1Role),
        ["rbac.authorization.k8s.io/v1/RoleBinding"] = typeof(V1RoleBinding),
        ["apps/v1/Deployment"] = typeof(V1Deployment),
    };

    public static TheoryData<string> Files => [.. Directory.GetFiles(AgentManifests.Folder, "*.yaml").Select(file => Path.GetFileName(file)).Except(["kustomization.yaml", "prometheus.yaml"])];

    [Theory]
    [MemberData(nameof(Files))]
    public void Objects_HaveFieldsThatKubernetesKnows(string file) =>
        Assert.NotEmpty(KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(AgentManifests.Folder, file)), Types, strict: true));

    [Fact]
    public void Objects_AreAllListed() => Assert.Equal(Files.Count, YamlText.Read(File.ReadAllText(Path.Combine(AgentManifests.Folder, "kustomization.yaml")))?["resources"]?.AsArray().Count);

    // A changed configuration has to replace the pod, which reads it only once.
    [Fact]
    public async Task Kustomization_NamesConfigurationsByTheirContent()
    {
        using var folder = new TemporaryFolder();
        var answer = await Script.RunAsync("eng/cluster/kubectl.sh", [folder.Path, "kustomize", AgentManifests.Folder]);
        Assert.True(answer.Code == 0, answer.Error);

        var objects = YamlText.Documents(answer.Output).Select(root => new Manifest(root.ToJsonString(), root)).ToList();
        var maps = objects.Where(document => document.Kind == "ConfigMap").ToList();
        var mounted = objects.Single(document => document.Kind == "Deployment").PodSpec!["volumes"]!.AsArray().Select(volume => (string?)volume?["configMap"]?["name"]); // it has some

        Assert.Equal(AgentManifests.All.Count + 2, objects.Count);
        Assert.All(maps, map => Assert.Matches("^(cwagentconfig|prometheus-config)-[a-z0-9]{10}$", map.Name));
        Assert.Equal(maps.Select(map => map.Name).Order(StringComparer.Ordinal), mounted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Roles_LookAtPodsAndNothingElse()
    {
        Assert.DoesNotContain(AgentManifests.All, manifest => manifest.Kind.StartsWith("Cluster", StringComparison.Ordinal));
        Assert.All(AgentManifests.All.Where(manifest => manifest.Kind == "Role"), role =>
            Assert.Equal("""[{"apiGroups":[""],"resources":["pods"],"verbs":["get","list","watch"]}]""", role["rules"].ToJsonString()));
    }

    [Fact]
    public void Bindings_BindTheAgent()
    {
        var account = AgentManifests.All.Single(manifest => manifest.Kind == "ServiceAccount");

        Assert.All(AgentManifests.All.Where(manifest => manifest.Kind == "RoleBinding"), binding =>
            Assert.Equal($$"""[{"kind":"ServiceAccount","name":"{{account.Name}}","namespace":"{{account.Namespace}}"}]""", binding["subjects"].ToJsonString()));
        Assert.Equal(account.Name, (string?)AgentManifests.All.Single(manifest => manifest.Kind == "Deployment")["spec.template.spec.serviceAccountName"]);
    }

    [Fact]
    public void Pod_IsOneThatFargateTakes()
    {
        var deployment = AgentManifests.All.Single(manifest => manifest.Kind == "Deployment");
        var container = Assert.Single(deployment.Containers);

        Assert.Equal(1L, (long)deployment["spec.replicas"]);
        Assert.Equal(container["resources"]?["limits"]?.ToJsonString(), container["resources"]?["requests"]?.ToJsonString());
        Assert.Matches(@":1\.\d+\.\w+$", (string?)container["image"]);
        Assert.False(deployment.PodSpec?.ContainsKey("hostNetwork"));
    }

    [Fact]
    public void Mounts_AreWhereTheAgentLooks()
    {
        var deployment = AgentManifests.All.Single(manifest => manifest.Kind == "Deployment");
        var mounts = deployment.Containers[0]["volumeMounts"]!.AsArray().ToDictionary(mount => (string)mount!["name"]!, mount => (string)mount!["mountPath"]!); // each has them
        var volumes = deployment.PodSpec!["volumes"]!.AsArray().ToDictionary(volume => (string)volume!["configMap"]!["name"]!, volume => mounts[(string)volume!["name"]!]); // each has them
        var maps = YamlText.Read(File.ReadAllText(Path.Combine(AgentManifests.Folder, "kustomization.yaml")))!["configMapGenerator"]!.AsArray() // the file has some
            .ToDictionary(map => (string)map!["name"]!, map => (string)map!["files"]![0]!); // each has them

        Assert.Equal(volumes.Keys.Order(), maps.Keys.Order());
        Assert.Equal("/etc/cwagentconfig/cwagentconfig.json", $"{volumes["cwagentconfig"]}/{maps["cwagentconfig"]}");
        Assert.Equal((string?)AgentConfiguration.Prometheus["prometheus_config_path"], $"{volumes["prometheus-config"]}/{maps["prometheus-config"]}");
    }
}
