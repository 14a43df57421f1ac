using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Operator.Tests.Aws.Checkpoints;

/// <summary>A table that the operator created says for which resource; one that somebody else made does not.</summary>
public sealed class CheckpointTagsTests(MotoService moto) : IClassFixture<MotoService>, IDisposable
{
    private readonly AwsClients _clients = LoopbackEndpoints.NewClients(MotoService.Credentials);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Describe_TableOfTheOperator_NamesItsResource()
    {
        MotoService.SkipUnlessInstalled();
        var tables = new CheckpointTables(TimeProvider.System, _clients);
        var address = NewAddress();
        await tables.CreateAsync(address, "apps/media-content", null, isProtected: false, Stop);

        var table = await tables.DescribeAsync(address, Stop);

        Assert.Equal("apps/media-content", table?.CreatedFor);
    }

    [Fact]
    public async Task Describe_TableOfSomebodyElse_NamesNobody()
    {
        MotoService.SkipUnlessInstalled();
        var address = NewAddress();
        using (var client = moto.NewDynamoDb())
        {
            await client.CreateTableAsync(
                new()
                {
                    TableName = address.Table,
                    BillingMode = Amazon.DynamoDBv2.BillingMode.PAY_PER_REQUEST,
                    AttributeDefinitions = [new() { AttributeName = "leaseKey", AttributeType = "S" }],
                    KeySchema = [new() { AttributeName = "leaseKey", KeyType = "HASH" }],
                },
                Stop);
        }

        var table = await new CheckpointTables(TimeProvider.System, _clients).DescribeAsync(address, Stop);

        Assert.Equal(CheckpointTableState.Active, table?.State);
        Assert.Null(table?.CreatedFor);
    }

    public void Dispose() => _clients.Dispose();

    private CheckpointAddress NewAddress() => new() { Region = TestServers.Region, Endpoint = moto.Endpoint, Table = moto.NewName("leases") };
}
