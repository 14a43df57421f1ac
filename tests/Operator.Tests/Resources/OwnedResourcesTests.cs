using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>Which objects a stream has, and what all of them have in common.</summary>
public sealed class OwnedResourcesTests
{
    private const string HashPath = "keyspaces-streamer.dev/desired-hash";

    public static TheoryData<string> Samples => [.. StreamSamples.Names];

    [Fact]
    public void Of_OnePod_IsSettingsServiceAndDeployment() =>
        Assert.Equal(
            ["configmaps streams/media-content-settings", "services streams/media-content-metrics", "deployments.apps streams/media-content-stream"],
            NamesOf(StreamSamples.DesiredOf("minimal")));

    [Fact]
    public void Of_RoleAndTwoPods_HasAllInTheOrderOfNeed() =>
        Assert.Equal(
            ["configmaps", "serviceaccounts", "services", "deployments.apps", "poddisruptionbudgets.policy"],
            OwnedResources.Of(StreamSamples.DesiredOf("autoscaled")).Select(child => child.Kind.ToString()));

    [Fact]
    public void Of_ServerWithoutDisruptionBudgets_HasNone() =>
        Assert.DoesNotContain(NamesOf(StreamSamples.DesiredOf("full") with { DisruptionBudgetVersion = null }), name => name.StartsWith("poddisruptionbudgets", StringComparison.Ordinal));

    [Fact]
    public void Of_OlderServer_WritesTheBudgetInItsVersion()
    {
        var budget = OwnedResources.Of(StreamSamples.DesiredOf("full") with { DisruptionBudgetVersion = "v1beta1" })[^1];

        Assert.Equal(("v1beta1", "policy/v1beta1"), (budget.Kind.Version, (string?)budget.Document["apiVersion"]));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Of_Sample_IsOwnedAndFoundByLabels(string name)
    {
        var desired = StreamSamples.DesiredOf(name);

        Assert.All(OwnedResources.Of(desired), child =>
        {
            Assert.Equal(StreamLabels.Of(desired.Stream.Metadata.Name), MetadataOf(child)["labels"].Deserialize<Dictionary<string, string>>());
            Assert.Equal(
                $$"""[{"apiVersion":"keyspaces-streamer.dev/v1alpha1","blockOwnerDeletion":true,"controller":true,"kind":"KeyspacesCdcStream","name":"{{desired.Stream.Metadata.Name}}","uid":"{{desired.Stream.Metadata.Uid}}"}]""",
                MetadataOf(child)["ownerReferences"]!.ToJsonString()); // every child has an owner
            Assert.Equal((desired.Stream.Metadata.NamespaceProperty, child.Key.Name), ((string?)MetadataOf(child)["namespace"], (string?)MetadataOf(child)["name"]));
        });
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Of_Sample_HasNothingThatTheServerWouldLeaveOut(string name) =>
        Assert.All(OwnedResources.Of(StreamSamples.DesiredOf(name)), child => Assert.Empty(EmptyPlaces(child.Document, child.Kind.Plural)));

    [Fact]
    public void Of_LabelsAndAnnotationsOfTheStream_AreNotCopied()
    {
        var stream = StreamSamples.Read("autoscaled");
        stream.Metadata.Labels = new Dictionary<string, string> { ["app.kubernetes.io/instance"] = "tracked" };
        stream.Metadata.Annotations = new Dictionary<string, string> { ["argocd.argoproj.io/tracking-id"] = "tracked" };

        Assert.DoesNotContain(OwnedResources.Of(StreamSamples.DesiredOf(stream)), child => child.Document.ToJsonString().Contains("tracked", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_SameStreamReadAgain_IsTheSame() =>
        Assert.Equal(
            OwnedResources.Of(StreamSamples.DesiredOf("full")).Select(child => child.Document.ToJsonString()),
            OwnedResources.Of(StreamSamples.DesiredOf("full")).Select(child => child.Document.ToJsonString()));

    [Fact]
    public void Of_FieldNoLongerWanted_HasAnotherHash()
    {
        var stream = StreamSamples.Read("full");
        var before = OwnedResources.Of(StreamSamples.DesiredOf(stream));
        stream.Spec = stream.Spec with { Pod = stream.Spec.Pod with { NodeSelector = null } };

        var after = OwnedResources.Of(StreamSamples.DesiredOf(stream));

        Assert.Equal(["deployments"], before.Zip(after).Where(pair => HashOf(pair.First) != HashOf(pair.Second)).Select(pair => pair.First.Kind.Plural));
        Assert.Matches("^[0-9a-f]{16}$", HashOf(after[0]));
    }

    [Fact]
    public void Of_OtherSettings_ReplaceThePods()
    {
        var stream = StreamSamples.Read("minimal");
        var before = TemplateOf(stream);
        stream.Spec = stream.Spec with { Destination = stream.Spec.Destination with { Prefix = "cdc/" } };

        Assert.NotEqual(before, TemplateOf(stream));
    }

    [Fact]
    public void Of_OtherRole_ReplacesThePods()
    {
        var stream = StreamSamples.Read("autoscaled");
        var before = TemplateOf(stream);
        stream.Spec = stream.Spec with { Pod = stream.Spec.Pod with { RoleArn = "arn:aws:iam::111122223333:role/another" } };

        Assert.NotEqual(before, TemplateOf(stream));
    }

    [Fact]
    public void Of_OtherNumberOfPods_ReplacesNoPods()
    {
        var stream = StreamSamples.Read("minimal");
        var before = TemplateOf(stream);
        stream.Spec = stream.Spec with { Replicas = 3 };

        Assert.Equal(before, TemplateOf(stream));
    }

    private static IEnumerable<string> NamesOf(DesiredStream desired) => OwnedResources.Of(desired).Select(child => $"{child.Kind} {child.Key}");

    private static JsonObject MetadataOf(OwnedResource child) => child.Document["metadata"]!.AsObject(); // every child has it

    private static string HashOf(OwnedResource child) => (string?)MetadataOf(child)["annotations"]?[HashPath] ?? "";

    private static string TemplateOf(KeyspacesCdcStream stream) =>
        OwnedResources.Of(StreamSamples.DesiredOf(stream)).Single(child => child.Kind.Plural == "deployments").Document["spec"]!["template"]!.ToJsonString(); // every Deployment has one

    private static IEnumerable<string> EmptyPlaces(JsonNode? node, string path) => node switch
    {
        JsonObject { Count: > 0 } map => map.SelectMany(member => EmptyPlaces(member.Value, $"{path}.{member.Key}")),
        JsonArray { Count: > 0 } list => list.SelectMany((item, index) => EmptyPlaces(item, $"{path}[{index}]")),
        JsonValue value when value.GetValueKind() != JsonValueKind.String || value.GetValue<string>().Length > 0 => [],
        _ => [path],
    };
}
