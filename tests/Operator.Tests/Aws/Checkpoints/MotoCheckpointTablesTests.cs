using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Operator.Tests.Aws.Checkpoints;

/// <summary>The tables in DynamoDB hold to the contract, against moto, which knows deletion protection and point-in-time recovery.</summary>
public sealed class MotoCheckpointTablesTests(MotoService moto) : ProtectedTablesContract, IClassFixture<MotoService>, IDisposable
{
    private readonly AwsClients _clients = LoopbackEndpoints.NewClients(MotoService.Credentials);
    private CheckpointAddress? _address;

    private protected override CheckpointAddress Address => _address ??= new() { Region = TestServers.Region, Endpoint = moto.Endpoint, Table = moto.NewName("leases") };

    public void Dispose() => _clients.Dispose();

    private protected override ValueTask<ICheckpointTables> OpenAsync()
    {
        MotoService.SkipUnlessInstalled();
        return ValueTask.FromResult<ICheckpointTables>(new CheckpointTables(TimeProvider.System, _clients));
    }

    private protected override Task ClaimAsync(TableOwner owner) => PutAsync([LeaseTableItems.ItemOf(owner)]);

    private protected override Task FillAsync(IReadOnlyList<ShardLease> leases, IReadOnlyList<WorkerHeartbeat> workers) =>
        PutAsync([.. leases.Select(LeaseTableItems.ItemOf), .. workers.Select(LeaseTableItems.ItemOf)]);

    private protected override async Task<bool> IsRecoverableAsync()
    {
        using var client = moto.NewDynamoDb();
        var backups = await client.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = Address.Table }, Stop);
        return backups.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus == PointInTimeRecoveryStatus.ENABLED;
    }

    private async Task PutAsync(IEnumerable<Dictionary<string, AttributeValue>> items)
    {
        using var client = moto.NewDynamoDb();
        foreach (var item in items)
        {
            await client.PutItemAsync(new PutItemRequest { TableName = Address.Table, Item = item }, Stop);
        }
    }
}
