using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Tests.Api.Schemas;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Operator.Tests.Api.Samples;

/// <summary>The samples fit the model, lose nothing in it, and show every field.</summary>
public sealed class SampleTests
{
    private const string Folder = "config/samples";

    private static readonly JsonSerializerOptions Strict = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static TheoryData<string> Files => [.. YamlFile.In(Folder).Where(file => !file.EndsWith("/kustomization.yaml", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Sample_ThroughTheModel_IsTheSame(string file)
    {
        var sample = Normalized(YamlFile.One(file));

        var model = sample["spec"].Deserialize<KeyspacesCdcStreamSpec>(Strict);

        Assert.Equal(sample["spec"]!.ToJsonString(), Sorted(JsonSerializer.SerializeToNode(model, Strict)!).ToJsonString()); // a spec is an object
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Sample_ThroughTheClient_IsTheSame(string file)
    {
        var sample = Normalized(YamlFile.One(file));

        var model = KubernetesJson.Deserialize<KeyspacesCdcStream>(sample.ToJsonString());

        Assert.Equal(sample.ToJsonString(), Sorted(JsonNode.Parse(KubernetesJson.Serialize(model))!).ToJsonString()); // an object
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Sample_TypedValues_CanBeRead(string file)
    {
        var spec = KubernetesJson.Deserialize<KeyspacesCdcStream>(YamlFile.One(file).ToJsonString()).Spec;

        Assert.NotEqual(default, spec.Pod.Resources.ParseSize());
        Assert.True(spec.Destination.Rotation.ParseMaxBytes() > 0);
        Assert.True(spec.Destination.Rotation.ParseMaxAge() < (spec.Autoscaling?.ParseTargetLag() ?? TimeSpan.MaxValue));
    }

    [Fact]
    public void Samples_TogetherShowEveryFieldOfTheSpec()
    {
        var shown = YamlFile.In(Folder).SelectMany(file => PathsOf(YamlFile.One(file)["spec"], StreamDefinition.Field("spec")));

        Assert.Empty(StreamDefinition.Field("spec").All.Select(node => node.Path).Except(shown));
    }

    /// <summary>With the defaults that the API server fills in, names in order, and whole numbers as text where the schema takes both.</summary>
    private static JsonObject Normalized(JsonObject sample)
    {
        StreamDefinition.ApplyDefaults(sample);
        var resources = sample["spec"]!["pod"]!["resources"]!; // filled in
        resources["cpu"] = resources["cpu"]!.ToString(); // filled in
        return Sorted(sample).AsObject();
    }

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : Sorted(item))]),
        _ => node.DeepClone(),
    };

    private static IEnumerable<string> PathsOf(JsonNode? value, SchemaNode schema) => (value switch
    {
        JsonArray list => list.SelectMany(item => PathsOf(item, schema.Element!)), // a list has items
        JsonObject map when schema.IsMap => map.SelectMany(pair => PathsOf(pair.Value, schema.Element!)), // a map has values
        JsonObject map => schema.Properties.Where(property => map.ContainsKey(property.Name)).SelectMany(property => PathsOf(map[property.Name], property)),
        _ => [],
    }).Prepend(schema.Path);
}
