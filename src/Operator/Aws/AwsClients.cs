using Amazon;
using Amazon.DynamoDBv2;
using Amazon.KeyspacesStreams;
using Amazon.Runtime;
using Amazon.S3;
using KeyspacesStreamer.Operator.Aws.Control;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>The operator's clients of AWS: short time-outs and few retries, because a reconcile comes back anyway.</summary>
/// <param name="credentials">Null finds them as the SDK does (IRSA, Pod Identity, environment, profile).</param>
internal sealed class AwsClients(AWSCredentials? credentials) : IDisposable
{
    private const int Retries = 1;
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private readonly ClientCache<IAmazonKeyspacesStreams> _streams = new((region, endpoint) =>
    {
        var config = Shaped(new AmazonKeyspacesStreamsConfig(), region, endpoint);
        return credentials is null ? new AmazonKeyspacesStreamsClient(config) : new AmazonKeyspacesStreamsClient(credentials, config);
    });

    private readonly ClientCache<IAmazonDynamoDB> _dynamoDb = new((region, endpoint) =>
    {
        var config = Shaped(new AmazonDynamoDBConfig(), region, endpoint);
        return credentials is null ? new AmazonDynamoDBClient(config) : new AmazonDynamoDBClient(credentials, config);
    });

    private readonly ClientCache<IAmazonS3> _s3 = new((region, endpoint) =>
    {
        var config = Shaped(new AmazonS3Config { ForcePathStyle = endpoint is not null, AllowAutoRedirect = false }, region, endpoint);
        return credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(credentials, config);
    });

    private readonly ClientCache<AwsJsonClient> _keyspaces = NewJsonCache(AwsJsonService.Keyspaces, credentials);
    private readonly ClientCache<AwsJsonClient> _ecr = NewJsonCache(AwsJsonService.Ecr, credentials);

    public IAmazonKeyspacesStreams Streams(string region, Uri? endpoint) => _streams.For(region, endpoint);

    public IAmazonDynamoDB DynamoDb(string region, Uri? endpoint) => _dynamoDb.For(region, endpoint);

    public IAmazonS3 S3(string region, Uri? endpoint) => _s3.For(region, endpoint);

    /// <summary>The API of tables, which is another one than that of their streams.</summary>
    public AwsJsonClient Keyspaces(string region, Uri? endpoint) => _keyspaces.For(region, endpoint);

    public AwsJsonClient Ecr(string region, Uri? endpoint) => _ecr.For(region, endpoint);

    public void Dispose()
    {
        _streams.Dispose();
        _dynamoDb.Dispose();
        _s3.Dispose();
        _keyspaces.Dispose();
        _ecr.Dispose();
    }

    private static ClientCache<AwsJsonClient> NewJsonCache(AwsJsonService service, AWSCredentials? credentials) =>
        new((region, endpoint) => new AwsJsonClient(service, credentials, Shaped(new AwsJsonConfig(service), region, endpoint)));

    private static TConfig Shaped<TConfig>(TConfig config, string region, Uri? endpoint)
        where TConfig : ClientConfig
    {
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = Retries;
        config.Timeout = AttemptTimeout;
        config.ConnectTimeout = ConnectTimeout;
        if (endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region;
        }

        return config;
    }
}
