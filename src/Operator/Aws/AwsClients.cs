using Amazon;
using Amazon.DynamoDBv2;
using Amazon.KeyspacesStreams;
using Amazon.Runtime;
using Amazon.S3;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.AwsAccess.Control;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>The operator's clients of AWS: short time-outs and few retries, because a reconcile comes back anyway.</summary>
/// <param name="clock">Time, for what is kept.</param>
/// <param name="credentials">Null finds them as the SDK does (IRSA, Pod Identity, environment, profile).</param>
/// <param name="allowed">Where besides AWS itself a stream may send the operator: the last line of defence, whatever a caller forgot.</param>
internal sealed class AwsClients(TimeProvider clock, AWSCredentials? credentials, AllowedEndpoints allowed) : IDisposable
{
    private const int Retries = 1;

    private readonly ClientCache<IAmazonKeyspacesStreams> _streams = new(clock, (region, endpoint) =>
    {
        var config = Shaped(new AmazonKeyspacesStreamsConfig(), region, endpoint);
        return credentials is null ? new AmazonKeyspacesStreamsClient(config) : new AmazonKeyspacesStreamsClient(credentials, config);
    });

    private readonly ClientCache<IAmazonDynamoDB> _dynamoDb = new(clock, (region, endpoint) =>
    {
        var config = Shaped(new AmazonDynamoDBConfig(), region, endpoint);
        return credentials is null ? new AmazonDynamoDBClient(config) : new AmazonDynamoDBClient(credentials, config);
    });

    private readonly ClientCache<IAmazonS3> _s3 = new(clock, (region, endpoint) =>
    {
        var config = Shaped(new AmazonS3Config { ForcePathStyle = endpoint is not null }, region, endpoint);
        return credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(credentials, config);
    });

    private readonly ClientCache<AwsJsonClient> _keyspaces = NewJsonCache(clock, AwsJsonService.Keyspaces, credentials);
    private readonly ClientCache<AwsJsonClient> _ecr = NewJsonCache(clock, AwsJsonService.Ecr, credentials);

    /// <exception cref="AwsCallException">The address is not allowed.</exception>
    public IAmazonKeyspacesStreams Streams(string region, Uri? endpoint) => _streams.For(region, Allowed(endpoint));

    /// <exception cref="AwsCallException">The address is not allowed.</exception>
    public IAmazonDynamoDB DynamoDb(string region, Uri? endpoint) => _dynamoDb.For(region, Allowed(endpoint));

    /// <exception cref="AwsCallException">The address is not allowed.</exception>
    public IAmazonS3 S3(string region, Uri? endpoint) => _s3.For(region, Allowed(endpoint));

    /// <summary>The API of tables, which is another one than that of their streams. Its address and that of ECR come from the operator's own options, never from a stream.</summary>
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

    private static ClientCache<AwsJsonClient> NewJsonCache(TimeProvider clock, AwsJsonService service, AWSCredentials? credentials) =>
        new(clock, (region, endpoint) => new AwsJsonClient(service, credentials, Shaped(new AwsJsonConfig(service), region, endpoint)));

    private Uri? Allowed(Uri? endpoint) => endpoint is null || allowed.Allows(endpoint) ? endpoint : throw new AwsCallException(
        AwsFaultKind.Refused, "", "", $"{AllowedEndpoints.EntryOf(endpoint)} is not asked: it is not among the operator's {AllowedEndpoints.Option}.", null);

    private static TConfig Shaped<TConfig>(TConfig config, string region, Uri? endpoint)
        where TConfig : ClientConfig
    {
        Redirects.Refused(config);
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = Retries;
        config.HttpClientFactory = OperatorHttpClients.Instance;
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
