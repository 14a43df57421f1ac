using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Reading;

namespace KeyspacesStreamer.StreamPod.Tests.Queries;

/// <summary>A grammar of another make finds nothing wrong with what Athena and Spark are told.</summary>
public sealed class GrammarTests
{
    [Fact]
    public async Task Scripts_AreWellFormed()
    {
        var files = Directory.GetFiles(RepositoryRoot.PathOf("tests", "Golden", "queries"), "*.sql").Where(file => !file.Contains(".duckdb.", StringComparison.Ordinal)).ToList();

        var found = await ForeignReaders.ReadAsync("grammar", files);

        Assert.Equal(2 * QueryCase.All.Count, files.Count);
        Assert.Equal(["hive", "spark", "trino"], found.Values.SelectMany(statements => statements).Select(statement => $"{statement["dialect"]}").Distinct().Order(StringComparer.Ordinal));
        Assert.All(found, file => Assert.All(file.Value, statement => Assert.Empty(statement["faults"]!.AsArray())));
    }

    [Theory]
    [InlineData("x.athena.sql", "CREATE EXTERNAL TABLE `t` (`a` map<struct<`b`:int>,int>) STORED AS PARQUET LOCATION 's3://b/';")]
    [InlineData("x.athena.sql", "CREATE OR REPLACE VIEW \"v\" AS SELECT \"a\" FROM \"t\" WHERE;")]
    [InlineData("x.spark.sql", "CREATE TABLE `t` (`a` int) USING;")]
    public async Task BrokenScript_IsFound(string name, string script)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf(name), script, TestContext.Current.CancellationToken);

        var found = await ForeignReaders.ReadAsync("grammar", [folder.PathOf(name)]);

        Assert.NotEmpty(Assert.Single(found.Values.Single())["faults"]!.AsArray());
    }
}
