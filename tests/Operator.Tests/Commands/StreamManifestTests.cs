using k8s;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Operator.Tests.Commands;

public sealed class StreamManifestTests
{
    private const string Two = """
        kind: Namespace
        metadata: { name: content }
        ---
        kind: KeyspacesCdcStream
        metadata: { name: content, namespace: media }
        spec: { source: { keyspace: media, table: first }, destination: { bucket: "0123" } }
        ---
        kind: KeyspacesCdcStream
        metadata: { name: content, namespace: sport }
        spec: { source: { keyspace: media, table: second }, destination: { bucket: b } }
        """;

    [Fact]
    public void Find_FullSample_LosesNothing()
    {
        var stream = StreamManifest.Find(File.ReadAllText(RepositoryRoot.PathOf("config", "samples", "full.yaml")), null, "payments");

        var wanted = KubernetesJson.Deserialize<KeyspacesCdcStream>(YamlFile.One("config/samples/full.yaml").ToJsonString());
        Assert.Equal(KubernetesJson.Serialize(wanted.Spec), KubernetesJson.Serialize(stream!.Spec)); // it is there
    }

    [Theory]
    [InlineData(null, "first")]
    [InlineData("media", "first")]
    [InlineData("sport", "second")]
    public void Find_SeveralDocuments_TakesTheStreamOfThatNamespace(string? place, string table) =>
        Assert.Equal(table, StreamManifest.Find(Two, place, "content")?.Spec.Source.Table);

    [Theory]
    [InlineData("news", "content")]
    [InlineData(null, "other")]
    public void Find_NoSuchStream_IsNull(string? place, string name) => Assert.Null(StreamManifest.Find(Two, place, name));

    [Fact]
    public void Find_QuotedNumber_StaysText() => Assert.Equal("0123", StreamManifest.Find(Two, "media", "content")?.Spec.Destination.Bucket);

    [Fact]
    public void Find_BrokenYaml_NamesTheLine() =>
        Assert.StartsWith("The manifest cannot be read: line ", Assert.Throws<IOException>(() => StreamManifest.Find("kind: [", null, "content")).Message, StringComparison.Ordinal);
}
