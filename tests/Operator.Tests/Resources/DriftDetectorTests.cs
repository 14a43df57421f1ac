using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Resources;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>What counts as drift of an object, and what is the business of others.</summary>
public sealed class DriftDetectorTests
{
    private const string Container = "spec.template.spec.containers[name=streampod]";

    [Theory]
    [InlineData("""{"spec":{"replicas":3.0,"paused":false},"status":{"replicas":1}}""", null)]
    [InlineData("""{"spec":{"replicas":4}}""", "spec.replicas")]
    [InlineData("""{"spec":{"replicas":"3"}}""", "spec.replicas")]
    [InlineData("""{"spec":{}}""", "spec.replicas")]
    [InlineData("""{"spec":3}""", "spec")]
    [InlineData("""{}""", "spec")]
    [InlineData("""[]""", "(object)")]
    public void FirstDifference_Members_IsTheFieldThatIsNotAsWanted(string live, string? expected) =>
        Assert.Equal(expected, DriftDetector.FirstDifference(Read("""{"kind":"Deployment","spec":{"replicas":3}}""").AsObject(), Read(live)));

    [Theory]
    [InlineData("""["run","--fast"]""", null)]
    [InlineData("""["run"]""", ".args")]
    [InlineData("""["run","--fast","--loud"]""", ".args")]
    [InlineData("""["run","--slow"]""", ".args[1]")]
    [InlineData("""["--fast","run"]""", ".args[0]")]
    public void FirstDifference_ListOfOneManager_MustBeEqual(string args, string? expected)
    {
        var live = Template($$"""{"name":"streampod","args":{{args}}}""");

        Assert.Equal(expected is null ? null : Container + expected, DriftDetector.FirstDifference(Template("""{"name":"streampod","args":["run","--fast"]}"""), live));
    }

    [Theory]
    [InlineData("""{"name":"proxy"},{"name":"streampod","env":[{"name":"B","value":"2"},{"name":"A","value":"1"}]}""", null)]
    [InlineData("""{"name":"streampod","env":[{"name":"A","value":"2"}]}""", ".env[name=A].value")]
    [InlineData("""{"name":"streampod","env":[{"name":"A","value":"1"},{"name":"A","value":"2"}]}""", ".env[name=A]")]
    [InlineData("""{"name":"streampod","env":[]}""", ".env[name=A]")]
    [InlineData("""{"name":"proxy"}""", "")]
    public void FirstDifference_ListByKey_FindsTheItemAmongThoseOfOthers(string containers, string? expected) =>
        Assert.Equal(expected is null ? null : Container + expected, DriftDetector.FirstDifference(Template("""{"name":"streampod","env":[{"name":"A","value":"1"}]}"""), Template(containers)));

    [Fact]
    public void FirstDifference_PortWhoseProtocolTheServerFilledIn_IsTheSamePort() =>
        Assert.Null(DriftDetector.FirstDifference(Template("""{"name":"streampod","ports":[{"containerPort":9464}]}"""), Template("""{"name":"streampod","ports":[{"containerPort":9464,"protocol":"TCP"}]}""")));

    [Fact]
    public void FirstDifference_ItemOfAWholeListWithMoreInIt_IsADifference()
    {
        var wanted = Read("""{"spec":{"tolerations":[{"operator":"Exists"}]}}""").AsObject();

        Assert.Equal("spec.tolerations[0]", DriftDetector.FirstDifference(wanted, Read("""{"spec":{"tolerations":[{"operator":"Exists","effect":"NoSchedule"}]}}""")));
    }

    [Fact]
    public void FirstDifference_TypedObjectOfAList_IsComparedWithoutItsKind()
    {
        var child = OwnedResources.Of(StreamSamples.DesiredOf("full")).Single(child => child.Kind.Plural == "deployments");
        var live = KubernetesJson.Deserialize<V1Deployment>(child.Document.ToJsonString());
        (live.ApiVersion, live.Kind) = (null, null);

        Assert.Null(DriftDetector.FirstDifference(child, live));

        live.Spec.Template.Spec.Containers[0].Image = "other";
        Assert.Equal(Container + ".image", DriftDetector.FirstDifference(child, live));
    }

    [Fact]
    public void FirstDifference_FieldNoLongerWanted_ShowsInTheHash()
    {
        var full = StreamSamples.Read("full");
        var live = DeploymentOf(StreamSamples.DesiredOf(full)).Document;
        full.Spec = full.Spec with { Pod = full.Spec.Pod with { NodeSelector = null } };

        var difference = DriftDetector.FirstDifference(DeploymentOf(StreamSamples.DesiredOf(full)).Document, live);

        Assert.Equal("metadata.annotations.keyspaces-streamer.dev/desired-hash", difference);
    }

    private static OwnedResource DeploymentOf(DesiredStream desired) => OwnedResources.Of(desired).Single(child => child.Kind.Plural == "deployments");

    private static JsonObject Template(string containers) => Read("""{"spec":{"template":{"spec":{"containers":[@]}}}}""".Replace("@", containers, StringComparison.Ordinal)).AsObject();

    private static JsonNode Read(string json) => JsonNode.Parse(json)!; // no test says null
}
