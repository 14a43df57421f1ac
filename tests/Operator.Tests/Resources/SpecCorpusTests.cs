using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.Tests.Api.Schemas;
using KeyspacesStreamer.Testing.Specs;
using k8s;

namespace KeyspacesStreamer.Operator.Tests.Resources;

/// <summary>What the definition takes, the operator makes settings of that its pods take.</summary>
public sealed class SpecCorpusTests
{
    [Fact]
    public void Operator_FindsNothingWrongWithWhatIsTaken() =>
        Assert.Empty(SpecCorpus.All.Where(document => document.IsTaken)
            .Select(document => (document, Problems: SettingsBuilder.ProblemsOf(StreamOf(document), "eu-west-1")))
            .Where(judged => judged.Problems.Count > 0)
            .Select(judged => $"{judged.document}: {string.Join(" ", judged.Problems.Select(problem => problem.Text))}"));

    private static KeyspacesCdcStream StreamOf(SpecCase document)
    {
        var resource = JsonNode.Parse(document.Resource())!; // an object
        resource["metadata"]!["namespace"] = "streams"; // written there
        StreamDefinition.ApplyDefaults(resource);
        var rotation = resource["spec"]!["destination"]!["rotation"]!; // filled in
        // A server stores 1.0 and 1e3 as the whole numbers they are.
        rotation["maxRecords"] = (int)double.Parse(rotation["maxRecords"]!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture); // filled in
        return KubernetesJson.Deserialize<KeyspacesCdcStream>(resource.ToJsonString());
    }
}
