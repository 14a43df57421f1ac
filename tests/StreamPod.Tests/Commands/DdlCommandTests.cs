using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.StreamPod.Tests.Commands;

/// <summary>What <c>streampod ddl</c> prints, and what it refuses.</summary>
public sealed class DdlCommandTests : IDisposable
{
    private const string Schema = """{"columns":[{"name":"id","type":"uuid","kind":"PartitionKey"},{"name":"title","type":"text"}]}""";

    private readonly CommandFixture _fixture = new();

    [Theory]
    [InlineData("ddl --settings SETTINGS", "CREATE EXTERNAL TABLE `media_content` (")]
    [InlineData("ddl --settings SETTINGS --engine Athena --table lake.content", "CREATE EXTERNAL TABLE `lake`.`content` (")]
    [InlineData("ddl --settings SETTINGS --engine duckdb", "SELECT * FROM read_parquet(")]
    [InlineData("ddl -s SETTINGS --engine Spark --table t", "CREATE TABLE `t` (")]
    public async Task Rows_ArePrinted(string line, string expected)
    {
        WriteTyped("Parquet", "Flat", Schema);

        var code = await _fixture.RunAsync(line);

        Assert.Equal((ExitCodes.Ok, ""), (code, _fixture.Error));
        Assert.Contains(expected, _fixture.Output, StringComparison.Ordinal);
        Assert.Contains("_latest", _fixture.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NativeRecords_SayWhatToSet()
    {
        var code = await _fixture.RunAsync("ddl --settings SETTINGS");

        Assert.Equal((ExitCodes.InvalidSettings, ""), (code, _fixture.Output));
        Assert.Equal(
            "destination.record: Native writes records as they come, not rows with columns. Write Flat or Debezium as destination.record, and with it source.schema, which 'streampod schema' prints.",
            _fixture.Error.TrimEnd());
    }

    [Fact]
    public async Task MissingSchema_SaysWhatThePodSays()
    {
        WriteTyped("Parquet", "Flat", null);

        var code = await _fixture.RunAsync("ddl --settings SETTINGS");
        var said = _fixture.Error;
        await _fixture.RunAsync("run --settings SETTINGS");

        Assert.Equal((ExitCodes.InvalidSettings, ""), (code, _fixture.Output));
        Assert.Contains("source.schema", said, StringComparison.Ordinal);
        Assert.Equal(said + said, _fixture.Error);
    }

    [Theory]
    [InlineData("ddl")]
    [InlineData("ddl --settings SETTINGS --engine Presto")]
    [InlineData("ddl --settings SETTINGS --table a-b")]
    [InlineData("ddl --settings SETTINGS --table a..b")]
    public async Task WrongCommandLine_PrintsNothing(string line)
    {
        WriteTyped("Parquet", "Flat", Schema);

        var code = await _fixture.RunAsync(line);

        Assert.Equal(ExitCodes.InvalidSettings, code);
        Assert.DoesNotContain("CREATE", _fixture.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _fixture.Dispose();

    private void WriteTyped(string format, string record, string? schema) => _fixture.WriteSettings(CommandFixture.Sound
        .Replace("\"bucket\"", $"\"format\":\"{format}\",\"record\":\"{record}\",\"bucket\"", StringComparison.Ordinal)
        .Replace("\"keyspace\"", schema is null ? "\"keyspace\"" : $"\"schema\":{schema},\"keyspace\"", StringComparison.Ordinal));
}
