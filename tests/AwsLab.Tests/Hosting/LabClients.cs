using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace KeyspacesStreamer.AwsLab.Tests.Hosting;

/// <summary>The official clients of .NET with their default endpoints, on a way that leads to the lab.</summary>
/// <param name="lab">The lab.</param>
/// <param name="change">Changes requests on their way, after they were signed; null for none.</param>
internal sealed class LabClients(LabUnderTest lab, Action<HttpRequestMessage>? change = null) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new ChangingHandler(lab.NewHandler(), change));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public IAmazonS3 S3(AWSCredentials credentials) => new AmazonS3Client(credentials, With(new AmazonS3Config()));

    public IAmazonDynamoDB DynamoDb(AWSCredentials credentials) => new AmazonDynamoDBClient(credentials, With(new AmazonDynamoDBConfig()));

    public IAmazonSecurityTokenService Sts(AWSCredentials credentials) => new AmazonSecurityTokenServiceClient(credentials, With(new AmazonSecurityTokenServiceConfig()));

    /// <summary>A session of a role by web identity.</summary>
    public async Task<SessionAWSCredentials> AssumeAsync(string role, CancellationToken cancellationToken, string? token = null)
    {
        using var sts = Sts(new AnonymousAWSCredentials());
        var request = new AssumeRoleWithWebIdentityRequest { RoleArn = role, RoleSessionName = "test", WebIdentityToken = token ?? lab.Token() };
        return Of((await sts.AssumeRoleWithWebIdentityAsync(request, cancellationToken)).Credentials);
    }

    public static SessionAWSCredentials Of(Credentials credentials) => new(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken);

    private TConfig With<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.RegionEndpoint = Amazon.RegionEndpoint.USEast1;
        config.HttpClientFactory = this;
        config.MaxErrorRetry = 0;
        return config;
    }

    /// <summary>Changes requests after they were signed.</summary>
    private sealed class ChangingHandler(HttpMessageHandler inner, Action<HttpRequestMessage>? change) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            change?.Invoke(request);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
