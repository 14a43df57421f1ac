using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>Who owns a field, read from managedFields as an API server writes them.</summary>
public sealed class FieldManagersTests
{
    private const string Wanted = """
        {"metadata":{"labels":{"app.kubernetes.io/name":"a"}},"spec":{"replicas":1,"selector":{"matchLabels":{"x":"y"}},
         "template":{"spec":{"containers":[{"name":"streampod","image":"ours","args":["run"],"ports":[{"containerPort":9464}]}]}}}}
        """;

    [Theory]
    [InlineData("spec.replicas", "2", """{"f:spec":{"f:replicas":{}}}""", true)]
    [InlineData("spec.replicas", "2", """{"f:spec":{"f:template":{}}}""", false)]
    [InlineData("spec.replicas", "2", "{}", false)]
    [InlineData("spec.template.spec.containers[name=streampod].image", "\"theirs\"", """{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"streampod\"}":{".":{},"f:image":{}}}}}}}""", true)]
    [InlineData("spec.template.spec.containers[name=streampod].image", "\"theirs\"", """{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"sidecar\"}":{"f:image":{}}}}}}}""", false)]
    [InlineData("spec.template.spec.containers[name=streampod].args[0]", "[\"walk\"]", """{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"streampod\"}":{"f:args":{}}}}}}}""", true)]
    [InlineData("metadata.labels.app.kubernetes.io/name", "\"b\"", """{"f:metadata":{"f:labels":{"f:app.kubernetes.io/name":{}}}}""", true)]
    public void Field_IsOfTheManagerWhoseFieldsHoldIt(string path, string value, string fields, bool isOwner)
    {
        var live = Changed(path, value);
        live["metadata"]!["managedFields"] = new JsonArray(Entry("mirror", fields), Entry("keyspaces-streamer", fields), Entry("mirror", fields)); // it has metadata

        var difference = DriftDetector.Compare(Object(Wanted), live);

        Assert.Equal(path, difference?.Path);
        Assert.Equal(isOwner ? ["mirror"] : [], FieldManagers.OthersOf(live, difference!)); // just seen
    }

    [Fact]
    public void PortWithoutProtocol_IsKeyedAsTheServerKeysIt()
    {
        var live = Object(Wanted);
        live["spec"]!["template"]!["spec"]!["containers"]![0]!["ports"]![0]!["containerPort"] = 80; // written above

        Assert.Equal("k:{\"containerPort\":9464,\"protocol\":\"TCP\"}", DriftDetector.Compare(Object(Wanted), live)?.Steps[^1]);
    }

    [Fact]
    public void NoManagedFields_NameNobody() =>
        Assert.Empty(FieldManagers.OthersOf(Object("""{"metadata":{}}"""), new FieldDifference("spec", ["f:spec"])));

    private static JsonObject Changed(string path, string value)
    {
        var live = Object(Wanted);
        var container = live["spec"]!["template"]!["spec"]!["containers"]![0]!; // written above
        var parsed = JsonNode.Parse(value);
        switch (path)
        {
            case "spec.replicas": live["spec"]!["replicas"] = parsed; break; // written above
            case "metadata.labels.app.kubernetes.io/name": live["metadata"]!["labels"]!["app.kubernetes.io/name"] = parsed; break; // written above
            case var _ when path.EndsWith(".image", StringComparison.Ordinal): container["image"] = parsed; break;
            default: container["args"] = parsed; break;
        }

        return live;
    }

    private static JsonObject Entry(string manager, string fields) => new() { ["manager"] = manager, ["operation"] = "Update", ["fieldsV1"] = JsonNode.Parse(fields) };

    private static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject(); // an object
}
