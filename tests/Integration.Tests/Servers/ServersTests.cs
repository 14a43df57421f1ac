using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.S3;
using Amazon.S3.Model;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Servers;

/// <summary>What the integration tests take for granted about the two servers, asked through the SDK that the pod uses.</summary>
public sealed class ServersTests(AwsServers servers) : IClassFixture<AwsServers>
{
    [Fact]
    public async Task PutObject_KeyExists_IsRefusedAndKeepsTheFirstBody()
    {
        TestServers.SkipUnlessInstalled();
        var cancellationToken = TestContext.Current.CancellationToken;
        using var s3 = new AmazonS3Client(TestServers.AccessKey, TestServers.SecretKey, new AmazonS3Config
        {
            ServiceURL = servers.S3Endpoint.ToString(),
            AuthenticationRegion = TestServers.Region,
            ForcePathStyle = true,
        });
        await s3.PutBucketAsync("conditional", cancellationToken);
        await s3.PutObjectAsync(PutOf("first"), cancellationToken);

        var refusal = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.PutObjectAsync(PutOf("second"), cancellationToken));

        Assert.Equal(HttpStatusCode.PreconditionFailed, refusal.StatusCode);
        using var stored = await s3.GetObjectAsync("conditional", "key", cancellationToken);
        using var reader = new StreamReader(stored.ResponseStream);
        Assert.Equal("first", await reader.ReadToEndAsync(cancellationToken));
    }

    [Fact]
    public async Task UpdateItem_ConditionFails_IsRefused()
    {
        TestServers.SkipUnlessInstalled();
        var cancellationToken = TestContext.Current.CancellationToken;
        using var dynamoDb = new AmazonDynamoDBClient(TestServers.AccessKey, TestServers.SecretKey, new AmazonDynamoDBConfig
        {
            ServiceURL = servers.DynamoDbEndpoint.ToString(),
            AuthenticationRegion = TestServers.Region,
        });
        await CreateTableAsync(dynamoDb, cancellationToken);
        await dynamoDb.UpdateItemAsync(TakeOver(seen: null), cancellationToken);
        await dynamoDb.UpdateItemAsync(TakeOver(seen: "1"), cancellationToken);

        await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => dynamoDb.UpdateItemAsync(TakeOver(seen: "1"), cancellationToken));
    }

    private static PutObjectRequest PutOf(string body) =>
        new() { BucketName = "conditional", Key = "key", ContentBody = body, IfNoneMatch = "*" };

    private static async Task CreateTableAsync(AmazonDynamoDBClient dynamoDb, CancellationToken cancellationToken)
    {
        await dynamoDb.CreateTableAsync(
            new CreateTableRequest
            {
                TableName = "leases",
                BillingMode = BillingMode.PAY_PER_REQUEST,
                AttributeDefinitions = [new AttributeDefinition("leaseKey", ScalarAttributeType.S)],
                KeySchema = [new KeySchemaElement("leaseKey", KeyType.HASH)],
            },
            cancellationToken);
        await Phase.UntilAsync(
            "the table is active",
            async () => (await dynamoDb.DescribeTableAsync("leases", cancellationToken)).Table.TableStatus is var status && status == TableStatus.ACTIVE ? null : status.Value,
            cancellationToken);
    }

    private static UpdateItemRequest TakeOver(string? seen) => new()
    {
        TableName = "leases",
        Key = new() { ["leaseKey"] = new AttributeValue("shard") },
        UpdateExpression = "SET leaseCounter = :next",
        ConditionExpression = seen is null ? "attribute_not_exists(leaseKey)" : "leaseCounter = :seen",
        ExpressionAttributeValues = seen is null
            ? new() { [":next"] = new AttributeValue { N = "1" } }
            : new() { [":next"] = new AttributeValue { N = "2" }, [":seen"] = new AttributeValue { N = seen } },
    };
}
