using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using KeyspacesStreamer.AwsAccess.Control;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>A running moto for one test class: S3, ECR and a DynamoDB that knows tags.</summary>
public sealed class MotoService : IAsyncLifetime
{
    private MotoServer? _server;
    private int _names;

    public Uri Endpoint => _server?.Endpoint ?? throw new InvalidOperationException("moto does not run; the test must skip first.");

    internal static AWSCredentials Credentials { get; } = new BasicAWSCredentials(TestServers.AccessKey, TestServers.SecretKey);

    public static void SkipUnlessInstalled()
    {
        if (TestServers.ReasonFor(TestServers.MotoLauncher) is { } reason)
        {
            Assert.Skip(reason);
        }
    }

    public async ValueTask InitializeAsync() =>
        _server = TestServers.ReasonFor(TestServers.MotoLauncher) is null ? await MotoServer.StartAsync(TestContext.Current.CancellationToken) : null;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    public string NewName(string stem) => $"{stem}-{Interlocked.Increment(ref _names)}";

    internal AmazonS3Client NewS3() =>
        new(Credentials, new AmazonS3Config { ServiceURL = Endpoint.AbsoluteUri, AuthenticationRegion = TestServers.Region, ForcePathStyle = true });

    internal AmazonDynamoDBClient NewDynamoDb() =>
        new(Credentials, new AmazonDynamoDBConfig { ServiceURL = Endpoint.AbsoluteUri, AuthenticationRegion = TestServers.Region });

    /// <summary>Puts an image into a repository, which is made if it is missing.</summary>
    /// <returns>The image's digest.</returns>
    internal async Task<string> PushAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        using var clients = LoopbackEndpoints.NewClients(Credentials);
        var ecr = clients.Ecr(TestServers.Region, Endpoint);
        try
        {
            await ecr.CallAsync("CreateRepository", new JsonObject { ["repositoryName"] = repository }, cancellationToken);
        }
        catch (AmazonServiceException exists) when (exists.ErrorCode == "RepositoryAlreadyExistsException")
        {
            // Another image of it was pushed before.
        }

        var manifest = $$"""{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"digest":"sha256:{{tag}}"},"layers":[]}""";
        var input = new JsonObject { ["repositoryName"] = repository, ["imageTag"] = tag, ["imageManifest"] = manifest };
        var output = await ecr.CallAsync("PutImage", input, cancellationToken);
        return AwsJsonResponse.TextOf(AwsJsonResponse.PartOf(AwsJsonResponse.PartOf(output, "image"), "imageId"), "imageDigest")
            ?? throw new InvalidOperationException($"PutImage answered without a digest: {output}");
    }
}
