using System.Text.RegularExpressions;
using KeyspacesStreamer.Testing.Documents;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Chart.Tests;

/// <summary>What is true of every document, whatever the values.</summary>
public sealed partial class ManifestTests
{
    private static readonly string[] Labels =
    [
        "app.kubernetes.io/component", "app.kubernetes.io/instance", "app.kubernetes.io/managed-by", "app.kubernetes.io/name",
        "app.kubernetes.io/part-of", "app.kubernetes.io/version", "helm.sh/chart",
    ];

    private static readonly string[] ClusterWide = ["ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"];

    public static TheoryData<string> Cases => new(Renderer.Cases);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Documents_HaveTheRecommendedLabels(string name)
    {
        var documents = await Renderer.CaseAsync(name);

        Assert.All(documents, document => Assert.Equal(Labels, document.Words("metadata.labels").Keys.Intersect(Labels).Order(StringComparer.Ordinal)));
        Assert.All(documents.SelectMany(document => document.Words("metadata.labels").Values), value => Assert.Matches(LabelValue(), value));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Documents_AreThereOnceAndHaveNamesThatKubernetesTakes(string name)
    {
        var documents = await Renderer.CaseAsync(name);

        Assert.Equal(documents.Count, documents.Select(document => document.ToString()).Distinct().Count());
        Assert.All(documents.Where(document => document.Kind != "CustomResourceDefinition"), document => Assert.Matches(ObjectName(), document.Name));
        Assert.All(documents, document => Assert.Equal(ClusterWide.Contains(document.Kind), document.Namespace is null));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Containers_RequestWhatTheyAreLimitedTo(string name)
    {
        var containers = (await Renderer.CaseAsync(name)).SelectMany(document => document.Containers).ToList();

        Assert.NotEmpty(containers);
        Assert.All(containers, container => Assert.NotNull(container["resources"]?["limits"]?["memory"]));
        Assert.All(containers, container => Assert.Equal(container["resources"]?["limits"]?.ToJsonString(), container["resources"]?["requests"]?.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Pods_MayDoNothingSpecial(string name)
    {
        var makers = (await Renderer.CaseAsync(name)).Where(document => document.PodSpec is not null).ToList();

        Assert.All(makers, maker => Assert.Equal(
            """{"runAsNonRoot":true,"runAsUser":1654,"runAsGroup":1654,"fsGroup":1654,"seccompProfile":{"type":"RuntimeDefault"}}""",
            maker.PodSpec?["securityContext"]?.ToJsonString()));
        Assert.All(makers.SelectMany(maker => maker.Containers), container => Assert.Equal(
            """{"allowPrivilegeEscalation":false,"readOnlyRootFilesystem":true,"capabilities":{"drop":["ALL"]}}""",
            container["securityContext"]?.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Images_HaveAVersionOrADigest(string name)
    {
        var containers = (await Renderer.CaseAsync(name)).SelectMany(document => document.Containers).ToList();

        Assert.All(containers, container => Assert.Matches(Image(), (string?)container["image"]));
        Assert.All(containers, container => Assert.Matches(Image(), Variables.Of(container)["STREAMER_IMAGE"]));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Selectors_MatchTheOperatorAloneAndCarryNoVersion(string name)
    {
        var documents = await Renderer.CaseAsync(name);
        var deployment = documents.Single(document => document.Kind == "Deployment");
        var selector = deployment.Words("spec.selector.matchLabels");
        var selectors = documents.SelectMany(document => document.Kind switch
        {
            "Service" => [document.Words("spec.selector")],
            "PodDisruptionBudget" => [document.Words("spec.selector.matchLabels")],
            "NetworkPolicy" => [document.Words("spec.podSelector.matchLabels")],
            _ => Array.Empty<IReadOnlyDictionary<string, string>>(),
        });

        Assert.Equal(["app.kubernetes.io/component", "app.kubernetes.io/instance", "app.kubernetes.io/name"], selector.Keys.Order(StringComparer.Ordinal));
        Assert.Subset(deployment.Words("spec.template.metadata.labels").ToHashSet(), selector.ToHashSet());
        Assert.All(selectors, other => Assert.Equal(selector, other));
        Assert.All(documents.Where(document => document.Kind == "Pod"), pod => Assert.False(selector.ToHashSet().IsSubsetOf(pod.Words("metadata.labels"))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Render_Twice_IsTheSame(string name) => Assert.Equal(await Renderer.TextAsync(name), await Renderer.TextAsync(name));

    // Without the definition, which another test compares as a whole.
    [Theory]
    [InlineData("defaults")]
    [InlineData("two-namespaces")]
    [InlineData("everything")]
    public async Task Render_IsTheGoldenFile(string name) =>
        GoldenFile.Compare($"tests/Golden/chart/{name}.yaml", await Renderer.TextAsync(name, "--set", "crds.install=false"));

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValue();

    [GeneratedRegex("^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex ObjectName();

    [GeneratedRegex("^[^@]+(:(?!latest$)[0-9][^:@/]*|@sha256:[0-9a-f]{64})$")]
    private static partial Regex Image();
}
