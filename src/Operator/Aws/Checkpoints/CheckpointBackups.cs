using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.AwsAccess;

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>Point-in-time recovery of checkpoint tables.</summary>
internal sealed class CheckpointBackups(CheckpointCalls calls)
{
    /// <inheritdoc cref="ICheckpointTables.RecoverableAsync"/>
    public async Task<TableRecovery> RecoverableAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        var found = await AskAsync(
            AwsActions.DescribeBackups, address, "Looking at the backups of",
            async (client, token) => StateOf(await client.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = address.Table }, token)),
            cancellationToken);
        return found ?? await TurnOnAsync(address, cancellationToken) ?? TableRecovery.On;
    }

    private Task<TableRecovery?> TurnOnAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        var request = new UpdateContinuousBackupsRequest
        {
            TableName = address.Table,
            PointInTimeRecoverySpecification = new PointInTimeRecoverySpecification { PointInTimeRecoveryEnabled = true },
        };
        return AskAsync(
            AwsActions.UpdateBackups, address, "Turning on point-in-time recovery of",
            async (client, token) =>
            {
                await client.UpdateContinuousBackupsAsync(request, token);
                return null;
            },
            cancellationToken);
    }

    /// <returns>Null when it is off.</returns>
    private static TableRecovery? StateOf(DescribeContinuousBackupsResponse answer) =>
        answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus == PointInTimeRecoveryStatus.ENABLED ? TableRecovery.On : null;

    private Task<TableRecovery?> AskAsync(
        string action, CheckpointAddress address, string doing, Func<IAmazonDynamoDB, CancellationToken, Task<TableRecovery?>> ask, CancellationToken cancellationToken) =>
        calls.RunAsync(action, address, doing, async (client, token) =>
        {
            try
            {
                return await ask(client, token);
            }
            catch (Exception early) when (early is ContinuousBackupsUnavailableException or TableInUseException or ResourceInUseException)
            {
                return TableRecovery.NotYet;
            }
            catch (AmazonDynamoDBException unknown) when (AwsAnswers.IsUnknownOperation(unknown))
            {
                return TableRecovery.NotOffered;
            }
        }, cancellationToken);
}
