using Amazon.DynamoDBv2;
using KeyspacesStreamer.AwsAccess;

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>Bounded calls on one checkpoint table.</summary>
internal sealed class CheckpointCalls(BoundedCalls calls, AwsClients clients)
{
    public static string ArnOf(CheckpointAddress address) => AwsArns.DynamoDbTable(address.Region, address.Table);

    /// <param name="action">The IAM action.</param>
    /// <param name="address">The table.</param>
    /// <param name="doing">What is done with the table, such as <c>Describing</c>.</param>
    /// <param name="ask">The call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    public Task<T> RunAsync<T>(
        string action, CheckpointAddress address, string doing, Func<IAmazonDynamoDB, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var client = clients.DynamoDb(address.Region, address.Endpoint);
        var service = address.Endpoint ?? new Uri($"https://dynamodb.{address.Region}.{AwsPartition.DomainOf(address.Region)}");
        var call = new AwsCall(action, ArnOf(address), $"{doing} table {address}", service) { IsElsewhere = address.Endpoint is not null };
        return calls.RunAsync(call, token => ask(client, token), cancellationToken);
    }
}
