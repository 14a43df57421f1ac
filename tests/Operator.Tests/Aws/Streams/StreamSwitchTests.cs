using Amazon.Runtime;
using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.Operator.Tests.Aws.Streams;

/// <summary>A switch whose outcome is unknown is settled by reading the table.</summary>
public sealed class StreamSwitchTests : IDisposable
{
    private static readonly TableOwner From = new() { StreamArn = "arn:old", Resource = "apps/media-content" };

    private readonly AwsClients _clients = LoopbackEndpoints.NewClients(new BasicAWSCredentials("key", "secret"));

    [Fact]
    public async Task Switch_FailedButDone_IsTrue()
    {
        await using var dynamoDb = new S3Stub(Failure, Failure, Owner("arn:new"));

        Assert.True(await SwitchAsync(dynamoDb));
    }

    [Fact]
    public async Task Switch_FailedAndNotDone_IsUnavailable()
    {
        await using var dynamoDb = new S3Stub(Failure, Failure, Owner("arn:old"));

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => SwitchAsync(dynamoDb));

        Assert.Equal((AwsFaultKind.Unavailable, AwsActions.UpdateItem), (problem.Kind, problem.Action));
    }

    [Fact]
    public async Task Switch_SecondTryFindsTheFirstDone_IsTrue()
    {
        await using var dynamoDb = new S3Stub(Failure, Refusal, Owner("arn:new"));

        Assert.True(await SwitchAsync(dynamoDb));
    }

    public void Dispose() => _clients.Dispose();

    private static S3StubAnswer Failure => new(500, """{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"planned"}""");

    private static S3StubAnswer Refusal => new(400, """{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"planned"}""");

    private static S3StubAnswer Owner(string arn) => new(
        200, $$$$"""{"Item":{"leaseKey":{"S":"stream#"},"entityType":{"S":"STREAM"},"streamArn":{"S":"{{{{arn}}}}"},"resource":{"S":"apps/media-content"}}}""");

    private Task<bool> SwitchAsync(S3Stub dynamoDb) => new CheckpointTables(TimeProvider.System, _clients).TrySwitchStreamAsync(
        new CheckpointAddress { Region = "us-east-1", Table = "leases", Endpoint = dynamoDb.Endpoint }, From, "arn:new", TestContext.Current.CancellationToken);
}
