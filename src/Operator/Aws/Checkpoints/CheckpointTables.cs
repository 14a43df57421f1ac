using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Contracts.Leases;

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>Checkpoint tables in DynamoDB.</summary>
internal sealed class CheckpointTables : ICheckpointTables
{
    /// <summary>Tag that names the resource a table was created for.</summary>
    public const string ResourceTag = "keyspaces-streamer.dev/resource";

    /// <summary>Tag that names the installation of that resource.</summary>
    public const string InstallationTag = "keyspaces-streamer.dev/installation";

    private const string ManagedByTag = "app.kubernetes.io/managed-by";
    private const string Product = "keyspaces-streamer";

    private readonly CheckpointCalls _calls;
    private readonly CheckpointTags _tags;
    private readonly CheckpointItems _items;
    private readonly CheckpointBackups _backups;

    public CheckpointTables(TimeProvider clock, AwsClients clients)
    {
        _calls = new CheckpointCalls(new BoundedCalls(clock), clients);
        _tags = new CheckpointTags(_calls);
        _items = new CheckpointItems(_calls);
        _backups = new CheckpointBackups(_calls);
    }

    public async Task<CheckpointTable?> DescribeAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        if (await FindAsync(address, cancellationToken) is not { } table)
        {
            return null;
        }

        var described = new CheckpointTable { State = StateOf(table), Unfit = TableFitness.UnfitOf(table), IsProtected = table.DeletionProtectionEnabled is true };
        if (described is not { State: CheckpointTableState.Active, Unfit: null })
        {
            return described;
        }

        var claim = await _items.FindClaimAsync(address, cancellationToken);
        var maker = await _tags.MakerOfAsync(address, table, cancellationToken);
        return described with { Owner = claim.Owner, Unfit = claim.Unfit, CreatedFor = maker.Resource, CreatedIn = maker.Installation };
    }

    public Task CreateAsync(CheckpointAddress address, string resource, string? installation, bool isProtected, CancellationToken cancellationToken)
    {
        var request = new CreateTableRequest
        {
            TableName = address.Table,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            DeletionProtectionEnabled = isProtected,
            AttributeDefinitions = [new() { AttributeName = LeaseAttributes.LeaseKey, AttributeType = ScalarAttributeType.S }],
            KeySchema = [new() { AttributeName = LeaseAttributes.LeaseKey, KeyType = KeyType.HASH }],
            Tags =
            [
                new() { Key = ManagedByTag, Value = Product },
                new() { Key = ResourceTag, Value = resource },
                .. installation is null ? Array.Empty<Tag>() : [new() { Key = InstallationTag, Value = installation }],
            ],
        };
        return _calls.RunAsync(AwsActions.CreateTable, address, "Creating", async (client, token) =>
        {
            try
            {
                await client.CreateTableAsync(request, token);
            }
            catch (ResourceInUseException)
            {
                // It exists by now; whose it is shows when it is described.
            }

            return true;
        }, cancellationToken);
    }

    public Task<TableRecovery> RecoverableAsync(CheckpointAddress address, CancellationToken cancellationToken) => _backups.RecoverableAsync(address, cancellationToken);

    public Task UnprotectAsync(CheckpointAddress address, CancellationToken cancellationToken) =>
        _calls.RunAsync(AwsActions.UpdateTable, address, "Turning off the deletion protection of", async (client, token) =>
        {
            try
            {
                await client.UpdateTableAsync(new UpdateTableRequest { TableName = address.Table, DeletionProtectionEnabled = false }, token);
            }
            catch (ResourceNotFoundException)
            {
                // It is gone; there is nothing to protect.
            }

            return true;
        }, cancellationToken);

    public async Task DeleteAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        var inUse = await _calls.RunAsync<ResourceInUseException?>(AwsActions.DeleteTable, address, "Deleting", async (client, token) =>
        {
            try
            {
                await client.DeleteTableAsync(new DeleteTableRequest { TableName = address.Table }, token);
                return null;
            }
            catch (ResourceNotFoundException)
            {
                return null;
            }
            catch (ResourceInUseException problem)
            {
                return problem;
            }
        }, cancellationToken);
        if (inUse is not null && await FindAsync(address, cancellationToken) is { } table && StateOf(table) != CheckpointTableState.Deleting)
        {
            throw new AwsCallException(
                AwsFaultKind.Unavailable, AwsActions.DeleteTable, CheckpointCalls.ArnOf(address), $"Table {address} is {table.TableStatus} and cannot be deleted yet.", inUse);
        }
    }

    public Task<bool> TrySwitchStreamAsync(CheckpointAddress address, TableOwner from, string toArn, CancellationToken cancellationToken) =>
        _items.TrySwitchAsync(address, from, toArn, cancellationToken);

    public Task<LeaseReport?> ReadAsync(CheckpointAddress address, CancellationToken cancellationToken) => _items.ReadAllAsync(address, cancellationToken);

    private Task<TableDescription?> FindAsync(CheckpointAddress address, CancellationToken cancellationToken) =>
        _calls.RunAsync<TableDescription?>(AwsActions.DescribeTable, address, "Describing", async (client, token) =>
        {
            try
            {
                return (await client.DescribeTableAsync(new DescribeTableRequest { TableName = address.Table }, token)).Table;
            }
            catch (ResourceNotFoundException)
            {
                return null;
            }
        }, cancellationToken);

    private static CheckpointTableState StateOf(TableDescription table) => table.TableStatus?.Value switch
    {
        "CREATING" => CheckpointTableState.Creating,
        "ACTIVE" or "UPDATING" => CheckpointTableState.Active,
        "DELETING" => CheckpointTableState.Deleting,
        _ => CheckpointTableState.Unusable,
    };
}
