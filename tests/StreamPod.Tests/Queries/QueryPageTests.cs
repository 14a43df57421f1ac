using KeyspacesStreamer.StreamPod.Queries;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.StreamPod.Tests.Queries;

/// <summary>docs/query.md shows what the command prints for the stream of the page.</summary>
public sealed class QueryPageTests
{
    private const string Page = "docs/query.md";
    private const string Begin = "<!-- ddl: begin -->\n";
    private const string End = "<!-- ddl: end -->";
    private const string KeyTemplate = "{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json";

    [Fact]
    public void Example_IsWhatTheCommandPrints()
    {
        var text = File.ReadAllText(RepositoryRoot.PathOf(Page.Split('/')));
        var settings = QueryCase.Of(
            $$"""{"format": "Parquet", "record": "Flat", "keyTemplate": "{{KeyTemplate}}"}""",
            """{"columns": [{"name": "content_id", "type": "text", "kind": "PartitionKey"}, {"name": "seq", "type": "int", "kind": "ClusteringKey"}, {"name": "title", "type": "text"}]}""");
        settings = settings with { Source = settings.Source with { Table = "media_content" }, Destination = settings.Destination with { Bucket = "keyspaces-data-1a2b3c4d" } };

        var script = QueryScript.Of(settings, QueryEngine.Athena, name: null);

        Assert.Contains($"bucket: {settings.Destination.Bucket}", text, StringComparison.Ordinal);
        Assert.Contains($"keyTemplate: \"{KeyTemplate}\"", text, StringComparison.Ordinal);
        GoldenFile.Compare(Page, $"{text[..text.IndexOf(Begin, StringComparison.Ordinal)]}{Begin}```sql\n{script}```\n{text[text.IndexOf(End, StringComparison.Ordinal)..]}");
    }
}
