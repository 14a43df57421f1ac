using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Chart.Tests;

/// <summary>The operator's Deployment, its variables and its identity.</summary>
public sealed class OperatorTests
{
    private const string Digest = "sha256:6f1e9c7a5d3b8f2046e8a1c3b5d7f90e2c4a6b8d0f1e3c5a7b9d1f3e5c7a9b0d";

    [Fact]
    public async Task Deployment_Default_IsThatOfTheConfiguration()
    {
        var (ours, theirs) = (await DeploymentAsync(), Assert.Single(Manifest.Read(Configured("manager/deployment.yaml"))));
        string[] parts = ["spec.replicas", "spec.revisionHistoryLimit", "spec.progressDeadlineSeconds", "spec.template.metadata.annotations",
            "spec.template.spec.terminationGracePeriodSeconds", "spec.template.spec.securityContext", "spec.template.spec.volumes"];
        string[] containerParts = ["startupProbe", "livenessProbe", "readinessProbe", "resources", "securityContext", "volumeMounts"];

        Assert.All(parts, part => Assert.Equal(theirs[part].ToJsonString(), ours[part].ToJsonString()));
        Assert.All(containerParts, part => Assert.Equal(theirs.Containers[0][part]?.ToJsonString(), ours.Containers[0][part]?.ToJsonString()));
        Assert.Subset(Variables.Of(ours.Containers[0]).Keys.ToHashSet(), Variables.Of(theirs.Containers[0]).Keys.ToHashSet());
    }

    [Fact]
    public async Task Deployment_Runs() => Assert.Equal("""["run"]""", (await DeploymentAsync()).Containers[0]["args"]?.ToJsonString());

    [Fact]
    public async Task Environment_Default_SaysNothingThatWasNotAsked() =>
        Assert.Equal(
            ["DOTNET_EnableDiagnostics", "LEADER_ELECTION", "LOG_LEVEL", "POD_NAME", "POD_NAMESPACE", "RECONCILE_WORKERS", "STREAMER_IMAGE", "TMPDIR", "WATCH_NAMESPACES"],
            Variables.Of((await DeploymentAsync()).Containers[0]).Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("WATCH_NAMESPACES", "a,b", "watchNamespaces={a,b}")]
    [InlineData("AWS_REGION", "eu-west-1", "aws.region=eu-west-1")]
    [InlineData("RECONCILE_WORKERS", "16", "reconcileWorkers=16")]
    [InlineData("LOG_LEVEL", "Debug", "logLevel=Debug")]
    [InlineData("LEADER_ELECTION", "false", "leaderElection.enabled=false", "replicaCount=1")]
    [InlineData("AWS_ENDPOINT_URL_KEYSPACES", "http://streams:8080", "aws.endpoints.keyspaces=http://streams:8080")]
    [InlineData("AWS_ENDPOINT_URL_ECR", "http://ecr:5000", "aws.endpoints.ecr=http://ecr:5000")]
    [InlineData("ALLOWED_ENDPOINTS", "s3.internal,http://streams:8080", "aws.allowedEndpoints={s3.internal,http://streams:8080}")]
    [InlineData("STREAMER_IMAGE", "host:5000/cdc/pod:1.2.3", "image.registry=host:5000", "streamImage.repository=cdc/pod", "streamImage.tag=1.2.3")]
    [InlineData("STREAMER_IMAGE", $"other/keyspaces-streamer/streampod@{Digest}", "image.registry=host", "streamImage.registry=other", $"streamImage.digest={Digest}")]
    public async Task Environment_OfAValue_HasIt(string variable, string expected, params string[] settings) =>
        Assert.Equal(expected, Variables.Of((await DeploymentAsync(settings)).Containers[0])[variable]);

    [Fact]
    public async Task Image_WithADigest_IsNamedByItAlone() =>
        Assert.Equal($"host/keyspaces-streamer/operator@{Digest}", (string?)(await DeploymentAsync("image.registry=host", "image.tag=1.2.3", $"image.digest={Digest}")).Containers[0]["image"]);

    [Fact]
    public async Task Strategy_WithoutLeaderElection_NeverRunsTwo()
    {
        var (alone, led) = (await DeploymentAsync("replicaCount=1", "leaderElection.enabled=false"), await DeploymentAsync());

        Assert.Equal("""{"type":"Recreate"}""", alone["spec.strategy"].ToJsonString());
        Assert.Null(led.Find("spec.strategy"));
    }

    [Fact]
    public async Task ServiceAccount_WithARole_NamesIt()
    {
        const string role = "arn:aws:iam::111122223333:role/cdc";
        var account = (await Renderer.WithAsync($"serviceAccount.roleArn={role}")).Single(document => document.Kind == "ServiceAccount");

        Assert.Equal(role, account.Words("metadata.annotations")["eks.amazonaws.com/role-arn"]);
    }

    [Fact]
    public async Task ServiceAccount_OfSomebodyElse_IsUsedAndNotMade()
    {
        var documents = await Renderer.WithAsync("serviceAccount.create=false", "serviceAccount.name=cdc");

        Assert.DoesNotContain(documents, document => document.Kind == "ServiceAccount");
        Assert.All(documents.Where(document => document.PodSpec is not null), maker => Assert.Equal("cdc", (string?)maker.PodSpec?["serviceAccountName"]));
        Assert.All(documents.Where(document => document.Kind is "RoleBinding" or "ClusterRoleBinding"), binding => Assert.Equal("cdc", (string?)binding["subjects"].AsArray()[0]?["name"]));
    }

    [Fact]
    public async Task DisruptionBudget_WithOnePod_IsLeftOut() => Assert.False(await HasBudgetAsync("--set", "replicaCount=1"));

    [Fact]
    public async Task DisruptionBudget_NotServed_IsLeftOutUnlessForced()
    {
        Assert.True(await HasBudgetAsync());
        Assert.False(await HasBudgetAsync("--without-api-version", "policy/v1"));
        Assert.True(await HasBudgetAsync("--without-api-version", "policy/v1", "--set", "podDisruptionBudget.force=true"));
    }

    [Fact]
    public async Task Check_IsAHookWithTheOperatorsEnvironment()
    {
        var documents = await Renderer.CaseAsync("everything");
        var check = documents.Single(document => document.Kind == "Pod");

        Assert.Equal("test", check.Words("metadata.annotations")["helm.sh/hook"]);
        Assert.Equal("before-hook-creation,hook-succeeded", check.Words("metadata.annotations")["helm.sh/hook-delete-policy"]);
        Assert.Equal("""["check"]""", check.Containers[0]["args"]?.ToJsonString());
        Assert.Equal(documents.Single(document => document.Kind == "Deployment").Containers[0]["env"]?.ToJsonString(), check.Containers[0]["env"]?.ToJsonString());
    }

    [Fact]
    public async Task TrustedCertificates_AreAFileBesideThePublicAuthorities_ForOperatorAndCheck()
    {
        var documents = await Renderer.WithAsync("aws.trustedCertificates.configMap=company-authority", "aws.trustedCertificates.key=bundle.pem");

        foreach (var maker in documents.Where(document => document.Kind is "Deployment" or "Pod"))
        {
            var variables = Variables.Of(maker.Containers[0]);
            var volume = Assert.Single(maker.PodSpec!["volumes"]!.AsArray(), volume => (string?)volume?["configMap"]?["name"] == "company-authority");
            var mount = Assert.Single(maker.Containers[0]["volumeMounts"]!.AsArray(), mount => (string?)mount?["name"] == (string?)volume?["name"]);
            Assert.Equal(("true", $"{(string?)mount?["mountPath"]}/bundle.pem"), (mount?["readOnly"]?.ToJsonString(), variables["SSL_CERT_FILE"]));
            Assert.Equal("/etc/ssl/certs", variables["SSL_CERT_DIR"]);
        }
    }

    [Fact]
    public async Task Chart_OnAnOldCluster_IsRefused() =>
        Assert.Contains("kubeVersion", (await Renderer.OwnAsync("--kube-version", "v1.28.9")).Error, StringComparison.Ordinal);

    private static async Task<Manifest> DeploymentAsync(params string[] settings) => (await Renderer.WithAsync(settings)).Single(document => document.Kind == "Deployment");

    private static async Task<bool> HasBudgetAsync(params string[] arguments) =>
        Manifest.Read((await Renderer.OwnAsync(arguments)).Output).Any(document => document.Kind == "PodDisruptionBudget");

    private static string Configured(string file) => $"---\n# Source: config\n{File.ReadAllText(RepositoryRoot.PathOf(["config", .. file.Split('/')]))}";
}
