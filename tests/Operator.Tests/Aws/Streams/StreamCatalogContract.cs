using KeyspacesStreamer.Operator.Aws.Streams;

namespace KeyspacesStreamer.Operator.Tests.Aws.Streams;

/// <summary>What every catalog of change streams holds to.</summary>
public abstract class StreamCatalogContract
{
    private protected const string Keyspace = "media";

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindLatest_TableWithStream_IsThatStream()
    {
        var catalog = await OpenAsync();
        var arn = await CreateTableWithStreamAsync("one", 2);

        var found = await catalog.FindLatestAsync(Address("one"), Stop);

        Assert.NotEqual(false, found.TableExists);
        Assert.Equal(new FoundStream { Arn = arn, State = StreamState.Enabled, ViewType = "NEW_AND_OLD_IMAGES" }, found.Latest);
    }

    [Fact]
    public async Task FindLatest_TableWithoutStream_HasNone()
    {
        var catalog = await OpenAsync();
        await CreateTableAsync("none");

        var found = await catalog.FindLatestAsync(Address("none"), Stop);

        Assert.NotEqual(false, found.TableExists);
        Assert.Null(found.Latest);
    }

    [Fact]
    public async Task FindLatest_CdcTurnedOff_ShowsTheDisabledStream()
    {
        var catalog = await OpenAsync();
        var arn = await CreateTableWithStreamAsync("off", 1);
        await DisableAsync("off", arn);

        var found = await catalog.FindLatestAsync(Address("off"), Stop);

        Assert.Equal(arn, found.Latest?.Arn);
        Assert.Equal(StreamState.Disabled, found.Latest?.State);
    }

    [Fact]
    public async Task FindLatest_CdcTurnedOffAndOn_IsTheNewStream()
    {
        var catalog = await OpenAsync();
        var old = await CreateTableWithStreamAsync("again", 1);
        await DisableAsync("again", old);
        var renewed = await EnableAsync("again");

        var found = await catalog.FindLatestAsync(Address("again"), Stop);

        Assert.NotEqual(old, renewed);
        Assert.Equal(renewed, found.Latest?.Arn);
        Assert.Equal(StreamState.Disabled, (await catalog.DescribeAsync(Address("again"), old, Stop))?.State);
    }

    [Fact]
    public async Task Describe_NoSuchStream_IsNull()
    {
        var catalog = await OpenAsync();
        var arn = await CreateTableWithStreamAsync("gone", 1);
        var missing = arn[..arn.LastIndexOf('/')] + "/2020-01-01T00:00:00.000";

        Assert.Null(await catalog.DescribeAsync(Address("gone"), missing, Stop));
        Assert.Null(await catalog.ListShardsAsync(Address("gone"), missing, Stop));
    }

    [Fact]
    public async Task ListShards_MoreThanOnePage_GivesAll()
    {
        var catalog = await OpenAsync();
        var arn = await CreateTableWithStreamAsync("wide", 120);

        var shards = await catalog.ListShardsAsync(Address("wide"), arn, Stop);

        Assert.Equal(120, shards?.Count);
    }

    [Fact]
    public async Task FindSchema_OfATable_HasKeysStaticsAndTypesOfTypes()
    {
        var catalog = await OpenWithTablesAsync();
        await CreateTypedTableAsync("typed");

        var schema = await catalog.FindSchemaAsync(Address("typed"), Stop);

        Assert.Equal(
            ["id uuid PartitionKey", "day date PartitionKey", "seq int ClusteringKey", "owner frozen<\"Person\"> Static", "title text Regular"],
            schema?.Columns.Select(column => $"{column.Name} {column.Type} {column.Kind}"));
        Assert.Equal(
            ["Person: name text, at frozen<point>", "point: x double"], schema?.Types.Select(type => $"{type.Name}: {string.Join(", ", type.Fields.Select(field => $"{field.Name} {field.Type}"))}"));
    }

    [Fact]
    public async Task FindSchema_NoSuchTable_IsNull() => Assert.Null(await (await OpenWithTablesAsync()).FindSchemaAsync(Address("nobody"), Stop));

    private protected virtual StreamAddress Address(string table) => new() { Region = "us-east-1", Keyspace = Keyspace, Table = table };

    private protected abstract ValueTask<IStreamCatalog> OpenAsync();

    /// <summary>A catalog that may look at tables.</summary>
    private protected abstract ValueTask<IStreamCatalog> OpenWithTablesAsync();

    /// <summary>A table with the partition key id and day, the clustering key seq, the static column owner of type "Person", which holds a point, and the column title.</summary>
    private protected abstract Task CreateTypedTableAsync(string table);

    private protected abstract Task CreateTableAsync(string table);

    /// <returns>ARN of the stream.</returns>
    private protected abstract Task<string> CreateTableWithStreamAsync(string table, int shards);

    private protected abstract Task DisableAsync(string table, string arn);

    /// <returns>ARN of the new stream.</returns>
    private protected abstract Task<string> EnableAsync(string table);
}
