using KeyspacesStreamer.StreamPod.Queries;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.StreamPod.Tests.Queries;

/// <summary>What each engine is told, for every type, shape, format and layout of folders.</summary>
public sealed class QueryScriptTests
{
    public static TheoryData<string, string> Scripts
    {
        get
        {
            var scripts = new TheoryData<string, string>();
            foreach (var name in QueryCase.All.Keys)
            {
                foreach (var engine in Enum.GetNames<QueryEngine>())
                {
                    scripts.Add(name, engine);
                }
            }

            return scripts;
        }
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_IsThatOfTheGoldenFile(string name, string engine) =>
        GoldenFile.Compare($"tests/Golden/queries/{name}.{engine.ToLowerInvariant()}.sql", QueryScript.Of(QueryCase.All[name], Enum.Parse<QueryEngine>(engine), name: null));

    [Fact]
    public void NativeRecords_AreNoRows()
    {
        var settings = QueryCase.Of("""{"format": "JsonLines", "record": "Native"}""");

        var problem = Assert.Throws<NotSupportedException>(() => QueryScript.Of(settings, QueryEngine.Athena, name: null));

        Assert.Contains("Write Flat or Debezium as destination.record", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsThatDifferInCaseAlone_AreRefused()
    {
        var settings = QueryCase.Of("""{"format": "JsonLines", "record": "Debezium"}""", """{"columns": [{"name": "id", "type": "int", "kind": "PartitionKey"}, {"name": "a", "type": "int"}, {"name": "A", "type": "int"}]}""");

        var problem = Assert.Throws<NotSupportedException>(() => QueryScript.Of(settings, QueryEngine.DuckDB, name: null));

        Assert.Equal("The fields of before 'A' and 'a' differ in case alone, and engines of SQL take them for one. Read the files with a program of your own.", problem.Message);
    }

    [Fact]
    public void KeyOfAnUnknownType_HasNoView()
    {
        var settings = QueryCase.Of("""{"format": "Parquet", "record": "Flat"}""", """{"columns": [{"name": "id", "type": "int", "kind": "PartitionKey"}, {"name": "at", "type": "moment", "kind": "ClusteringKey"}]}""");

        var script = QueryScript.Of(settings, QueryEngine.Athena, name: null);

        Assert.EndsWith("\n-- There is no view of the latest rows: a column of the primary key is of a type that this version does not know.\n", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(QueryEngine.DuckDB, "'/srv/out/keyspaces-data/p%2525/media/Content/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]/*.parquet'")]
    [InlineData(QueryEngine.Spark, "path 'file:///srv/out/keyspaces-data/p%2525/media/Content/'")]
    internal void LocalFolder_IsReadWhereItsFilesLie(QueryEngine engine, string expected)
    {
        var settings = QueryCase.Of("""{"format": "Parquet", "record": "Flat", "endpoint": "file:///srv/out", "prefix": "p%25/"}""");

        var script = QueryScript.Of(settings, engine, name: null);

        Assert.Contains(expected, script, StringComparison.Ordinal);
        Assert.DoesNotContain("s3", script, StringComparison.Ordinal);
    }

    [Fact]
    public void LocalFolder_IsNothingForAthena()
    {
        var settings = QueryCase.Of("""{"format": "Parquet", "record": "Flat", "endpoint": "file:///srv/out"}""");

        var problem = Assert.Throws<NotSupportedException>(() => QueryScript.Of(settings, QueryEngine.Athena, name: null));

        Assert.Equal("Athena reads S3 alone, and destination.endpoint is the folder /srv/out. Write --engine DuckDB or --engine Spark.", problem.Message);
    }

    [Fact]
    public void ColumnThatHasTheNameOfDuckDbs_IsRefusedWhereItIsNeeded()
    {
        const string Schema = """{"columns": [{"name": "id", "type": "text", "kind": "PartitionKey"}, {"name": "FileName", "type": "text"}]}""";
        var settings = QueryCase.Of("""{"format": "JsonLines", "record": "Flat", "keyTemplate": "{column:id}/{sequenceNumber}"}""", Schema);
        var other = QueryCase.Of("""{"format": "JsonLines", "record": "Flat", "keyTemplate": "rows/id={column:id}/{sequenceNumber}"}""", Schema);

        var problem = Assert.Throws<NotSupportedException>(() => QueryScript.Of(settings, QueryEngine.DuckDB, name: null));

        Assert.Contains("rows/region={column:region}/ for example", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("filename", QueryScript.Of(other, QueryEngine.DuckDB, name: null), StringComparison.Ordinal);
    }

    [Fact]
    public void Name_IsTakenAsItIsAndQuotedPartByPart()
    {
        var script = QueryScript.Of(QueryCase.All["hive-days"], QueryEngine.Athena, "lake.Changes");

        Assert.Contains("CREATE EXTERNAL TABLE `lake`.`Changes` (", script, StringComparison.Ordinal);
        Assert.Contains("CREATE OR REPLACE VIEW \"lake\".\"Changes_latest\" AS", script, StringComparison.Ordinal);
    }
}
