using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

/// <summary>A DynamoDB client whose table has the statuses that a test says, one a call, the last for ever; null is a missing table.</summary>
internal sealed class ScriptedDynamoDb(params TableStatus?[] statuses) : AmazonDynamoDBClient(
    new BasicAWSCredentials("test", "test"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "eu-central-1" })
{
    public int Described { get; private set; }

    public int Created { get; private set; }

    /// <summary>Changes what is told of the table.</summary>
    public Action<TableDescription> Adjust { get; init; } = _ => { };

    public override Task<DescribeTableResponse> DescribeTableAsync(DescribeTableRequest request, CancellationToken cancellationToken)
    {
        var status = statuses[Math.Min(Described++, statuses.Length - 1)] ?? throw new ResourceNotFoundException("no such table");
        var table = new TableDescription
        {
            TableStatus = status,
            KeySchema = [new() { AttributeName = "leaseKey", KeyType = KeyType.HASH }],
            AttributeDefinitions = [new() { AttributeName = "leaseKey", AttributeType = ScalarAttributeType.S }],
        };
        Adjust(table);
        return Task.FromResult(new DescribeTableResponse { Table = table });
    }

    public override Task<CreateTableResponse> CreateTableAsync(CreateTableRequest request, CancellationToken cancellationToken)
    {
        Created++;
        return Created > 1 ? throw new ResourceInUseException("it is being created") : Task.FromResult(new CreateTableResponse());
    }

    public override Task<ScanResponse> ScanAsync(ScanRequest request, CancellationToken cancellationToken) => Task.FromResult(new ScanResponse());
}
