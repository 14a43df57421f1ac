using System.Text.Json.Nodes;
using System.Xml.Linq;
using KeyspacesStreamer.Chart.Tests.Values;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Chart.Tests;

/// <summary>Chart.yaml and README.md tell what is so.</summary>
public sealed class ChartFileTests
{
    private const string Readme = "charts/keyspaces-streamer/README.md";
    private const string Begin = "<!-- values: begin -->\n";
    private const string End = "<!-- values: end -->";

    private static readonly JsonObject Chart = YamlText.Read(Renderer.ChartFile("Chart.yaml")) as JsonObject ?? throw new InvalidDataException("Chart.yaml is no object.");

    [Fact]
    public void Versions_AreThatOfTheBuild()
    {
        var version = XDocument.Load(RepositoryRoot.PathOf("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

        Assert.Equal(version, (string?)Chart["version"]);
        Assert.Equal(version, (string?)Chart["appVersion"]);
    }

    [Fact]
    public void Annotations_AreTexts() => Assert.All((JsonObject?)Chart["annotations"] ?? [], annotation => Assert.True(annotation.Value is JsonValue value && value.TryGetValue<string>(out _), annotation.Key));

    [Fact]
    public void Images_AreThoseOfTheValues()
    {
        var values = YamlText.Read(Renderer.ChartFile("values.yaml"));
        var images = Annotation("images").AsArray().Select(image => (string?)image?["image"]);

        Assert.Equal(new[] { "image", "streamImage" }.Select(name => $"{values?[name]?["repository"]}:{Chart["appVersion"]}"), images);
    }

    [Fact]
    public void Definitions_AreThatOfTheChart()
    {
        var definition = Assert.Single(YamlText.Documents(Renderer.ChartFile("crds.yaml")));
        var told = Assert.Single(Annotation("crds").AsArray());
        var example = Assert.Single(Annotation("crdsExamples").AsArray());

        Assert.Equal(definition["metadata"]?["name"]?.ToJsonString(), told?["name"]?.ToJsonString());
        Assert.Equal(definition["spec"]?["names"]?["kind"]?.ToJsonString(), told?["kind"]?.ToJsonString());
        Assert.Equal(definition["spec"]?["versions"]?[0]?["name"]?.ToJsonString(), told?["version"]?.ToJsonString());
        Assert.Equal(Assert.Single(YamlText.Documents(File.ReadAllText(RepositoryRoot.PathOf("config", "samples", "minimal.yaml")))).ToJsonString(), example?.ToJsonString());
    }

    [Fact]
    public void Readme_HasTheTableOfTheValues()
    {
        var text = File.ReadAllText(RepositoryRoot.PathOf(Readme.Split('/')));
        var rows = ValuesFile.Leaves.Select(leaf => $"| `{leaf.Path}` | `{leaf.Default}` | {MeaningOf(leaf).Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        var table = $"| value | default | meaning |\n|---|---|---|\n{string.Concat(rows)}";

        GoldenFile.Compare(Readme, $"{text[..text.IndexOf(Begin, StringComparison.Ordinal)]}{Begin}{table}{text[text.IndexOf(End, StringComparison.Ordinal)..]}");
    }

    // "Whether there is one." says something only behind the comment of its group.
    private static string MeaningOf(ValueLine leaf) =>
        $"{ValuesFile.Lines.SingleOrDefault(line => line.Path == leaf.Path[..Math.Max(leaf.Path.LastIndexOf('.'), 0)])?.Comment} {leaf.Comment}".TrimStart();

    private static JsonNode Annotation(string name) =>
        YamlText.Read((string?)Chart["annotations"]?[$"artifacthub.io/{name}"] ?? "") ?? throw new InvalidDataException($"Chart.yaml has no {name}.");
}
