using Xunit;

namespace KeyspacesStreamer.Testing.Servers;

/// <summary>DynamoDB and S3 for one test class or suite, as a fixture; not started where they are not installed.</summary>
public sealed class AwsServers : IAsyncLifetime
{
    private DynaliteServer? _dynamoDb;
    private MotoServer? _s3;

    public Uri DynamoDbEndpoint => _dynamoDb?.Endpoint ?? throw NotRunning();

    public Uri S3Endpoint => _s3?.Endpoint ?? throw NotRunning();

    /// <summary>Account in the ARNs of tables; null for one of zeros.</summary>
    internal string? Account { get; init; }

    public async ValueTask InitializeAsync()
    {
        if (!TestServers.IsInstalled)
        {
            return;
        }

        var cancellationToken = TestContext.Current.CancellationToken;
        _dynamoDb = await DynaliteServer.StartAsync(Account, cancellationToken);
        _s3 = await MotoServer.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await (_dynamoDb?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_s3?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private static InvalidOperationException NotRunning() =>
        new("The servers do not run. A test that uses them begins with TestServers.SkipUnlessInstalled().");
}
