using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using KeyspacesStreamer.AwsAccess;

namespace KeyspacesStreamer.StreamPod.Leases.DynamoDb;

/// <summary>
/// The two DynamoDB clients of a lease table. Reads may be repeated by the SDK; writes never are: a repeated conditional
/// write whose first attempt did happen would fail its own condition and look as if somebody else had won. So a write
/// that timed out surfaces as an exception, and the caller settles by reading what happened.
/// </summary>
internal sealed class DynamoDbClients(IAmazonDynamoDB reads, IAmazonDynamoDB writes) : IDisposable
{
    private const int ReadRetries = 2;
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    /// <summary>For reads, and for what is harmless when done twice.</summary>
    public IAmazonDynamoDB Reads => reads;

    /// <summary>For writes: one call is one request on the wire.</summary>
    public IAmazonDynamoDB Writes => writes;

    /// <param name="region">Region of the table, which is also signed for at an endpoint of one's own.</param>
    /// <param name="endpoint">A VPC endpoint or a local service; null for the region's own.</param>
    /// <param name="credentials">Null finds them as the SDK does (IRSA, container, environment, profile).</param>
    public static DynamoDbClients Create(string region, Uri? endpoint, AWSCredentials? credentials)
    {
        var reads = ConfigurationOf(region, endpoint, ReadRetries);
        var writes = ConfigurationOf(region, endpoint, retries: 0);
        return credentials is null
            ? new(new AmazonDynamoDBClient(reads), new AmazonDynamoDBClient(writes))
            : new(new AmazonDynamoDBClient(credentials, reads), new AmazonDynamoDBClient(credentials, writes));
    }

    public void Dispose()
    {
        reads.Dispose();
        writes.Dispose();
    }

    private static AmazonDynamoDBConfig ConfigurationOf(string region, Uri? endpoint, int retries)
    {
        var configuration = Redirects.Refused(new AmazonDynamoDBConfig
        {
            RetryMode = RequestRetryMode.Standard, // Adaptive waits half a minute after one error, then gives up unsent
            MaxErrorRetry = retries,
            MaxStaleConnectionRetries = retries,
            Timeout = AttemptTimeout,
            ConnectTimeout = ConnectTimeout,
        });
        if (endpoint is null)
        {
            configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            configuration.ServiceURL = endpoint.AbsoluteUri;
            configuration.AuthenticationRegion = region;
        }

        return configuration;
    }
}
