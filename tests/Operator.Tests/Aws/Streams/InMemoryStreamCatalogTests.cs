using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Tests.Doubles;

namespace KeyspacesStreamer.Operator.Tests.Aws.Streams;

/// <summary>The catalog in memory holds to the contract.</summary>
public sealed class InMemoryStreamCatalogTests : StreamCatalogContract
{
    private readonly InMemoryStreamCatalog _catalog = new();
    private int _labels;

    [Fact]
    public async Task Call_PlannedToFail_FailsAndIsCounted()
    {
        _catalog.AddTable(Keyspace, "one");
        _catalog.Calls.FailNext(nameof(IStreamCatalog.FindLatestAsync), AwsFailures.Unavailable());

        await Assert.ThrowsAsync<AwsCallException>(() => _catalog.FindLatestAsync(Address("one"), Stop));
        var second = await _catalog.FindLatestAsync(Address("one"), Stop);

        Assert.True(second.TableExists);
        Assert.Equal(2, _catalog.Calls.CountOf(nameof(IStreamCatalog.FindLatestAsync)));
    }

    private protected override ValueTask<IStreamCatalog> OpenAsync() => ValueTask.FromResult<IStreamCatalog>(_catalog);

    private protected override ValueTask<IStreamCatalog> OpenWithTablesAsync() => OpenAsync();

    private protected override Task CreateTypedTableAsync(string table)
    {
        _catalog.AddTable(Keyspace, table);
        _catalog.Schemas[table] = new TableSchema
        {
            Columns =
            [
                new SchemaColumn { Name = "id", Type = "uuid", Kind = ColumnKind.PartitionKey }, new SchemaColumn { Name = "day", Type = "date", Kind = ColumnKind.PartitionKey },
                new SchemaColumn { Name = "seq", Type = "int", Kind = ColumnKind.ClusteringKey }, new SchemaColumn { Name = "owner", Type = "frozen<\"Person\">", Kind = ColumnKind.Static },
                new SchemaColumn { Name = "title", Type = "text" },
            ],
            Types =
            [
                new UserType { Name = "Person", Fields = [new UserTypeField { Name = "name", Type = "text" }, new UserTypeField { Name = "at", Type = "frozen<point>" }] },
                new UserType { Name = "point", Fields = [new UserTypeField { Name = "x", Type = "double" }] },
            ],
        };
        return Task.CompletedTask;
    }

    private protected override Task CreateTableAsync(string table)
    {
        _catalog.AddTable(Keyspace, table);
        return Task.CompletedTask;
    }

    private protected override Task<string> CreateTableWithStreamAsync(string table, int shards) => AddAsync(table, shards);

    private protected override Task DisableAsync(string table, string arn)
    {
        _catalog.SetState(arn, StreamState.Disabled);
        return Task.CompletedTask;
    }

    private protected override Task<string> EnableAsync(string table) => AddAsync(table, 1);

    private Task<string> AddAsync(string table, int shards)
    {
        var arn = $"arn:aws:cassandra:us-east-1:123456789012:/keyspace/{Keyspace}/table/{table}/stream/2026-11-02T08:15:30.{++_labels:000}";
        _catalog.AddStream(
            Keyspace, table, new FoundStream { Arn = arn, State = StreamState.Enabled, ViewType = "NEW_AND_OLD_IMAGES" }, [.. Enumerable.Range(0, shards).Select(number => $"shard-{number}")]);
        return Task.FromResult(arn);
    }
}
