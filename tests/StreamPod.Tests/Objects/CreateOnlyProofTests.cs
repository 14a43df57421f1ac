using Amazon.Runtime;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Objects.S3;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

/// <summary>A store that would write an object over another one is refused at the start, with the sentence and the exit code of a wrong setting.</summary>
public sealed class CreateOnlyProofTests(MotoBuckets buckets) : IClassFixture<MotoBuckets>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_StoreThatIgnoresTheCondition_IsAWrongSetting()
    {
        await using var server = new S3Stub(_ => S3StubAnswer.Ok);
        var settings = Settings(server.Endpoint);
        await using var store = Open(settings, new BasicAWSCredentials("key", "secret"));

        var problem = await Assert.ThrowsAsync<ObjectStoreException>(() => CreateOnlyProof.RunAsync(store, settings, Token));

        Assert.Equal(ExitCodes.InvalidSettings, ProcessFaults.ExitCodeOf(problem));
        Assert.StartsWith($"The store at destination.endpoint {server.Endpoint} created s3://data/team/media/content/_probe/create-only.json twice", problem.Message, StringComparison.Ordinal);
        Assert.All(server.Requests, request => Assert.Equal(("PUT", "*"), (request.Method, request.Headers["if-none-match"])));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Run_StoreThatRefusesTheSecond_IsFitAndLaterStartsCostOneRequest()
    {
        var puts = 0;
        await using var server = new S3Stub(_ => Interlocked.Increment(ref puts) == 1 ? S3StubAnswer.Ok : S3StubAnswer.Error(412, "PreconditionFailed"));
        var settings = Settings(server.Endpoint);
        await using var store = Open(settings, new BasicAWSCredentials("key", "secret"));

        await CreateOnlyProof.RunAsync(store, settings, Token);
        await CreateOnlyProof.RunAsync(store, settings, Token);

        Assert.Equal(3, puts);
    }

    [Fact]
    public async Task Run_AgainstMoto_LeavesOneObject()
    {
        if (MotoBuckets.MissingReason is { } reason)
        {
            Assert.Skip(reason);
        }

        var settings = Settings(buckets.Endpoint) with { Destination = new DestinationSettings { Bucket = await buckets.CreateAsync(Token), Endpoint = buckets.Endpoint } };
        await using var store = Open(settings, new BasicAWSCredentials(TestServers.AccessKey, TestServers.SecretKey));

        await CreateOnlyProof.RunAsync(store, settings, Token);
        await CreateOnlyProof.RunAsync(store, settings, Token);

        Assert.Equal("media/content/_probe/create-only.json", (await store.ListAsync("", Token).SingleAsync(Token)).Key);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("file:///data", false)]
    [InlineData("https://bucket.vpce-0a1b2c3d.s3.eu-west-1.vpce.amazonaws.com", false)]
    [InlineData("https://s3.cn-north-1.amazonaws.com.cn", false)]
    [InlineData("https://minio.example", true)]
    [InlineData("https://amazonaws.com.evil.example", true)]
    [InlineData("http://127.0.0.1:5000", true)]
    public void IsNeeded_WhereTheStoreIsNotThatOfAws(string? endpoint, bool isNeeded) =>
        Assert.Equal(isNeeded, CreateOnlyProof.IsNeeded(new DestinationSettings { Bucket = "data", Endpoint = endpoint is null ? null : new Uri(endpoint) }));

    [Theory]
    [InlineData("media/content/_probe/create-only.json", true)]
    [InlineData("_probe/create-only.json", true)]
    [InlineData("media/content-_probe/create-only.json", true)]
    [InlineData("media/content/_probe/other.json", false)]
    [InlineData("media/content/2026-01-01/1.json", false)]
    public void IsProbe_OnlyTheFixedName(string key, bool isProbe) => Assert.Equal(isProbe, CreateOnlyProof.IsProbe(key));

    private static S3ObjectStore Open(StreamSettings settings, AWSCredentials credentials) => new(
        TimeProvider.System, new Random(1), S3Clients.Create(TestServers.Region, settings.Destination.Endpoint, credentials), settings.Destination, TestServers.Region);

    private static StreamSettings Settings(Uri endpoint) => new()
    {
        Resource = new ResourceSettings { Namespace = "streams", Name = "media" },
        Source = new SourceSettings { Keyspace = "media", Table = "content", Region = TestServers.Region },
        Destination = new DestinationSettings { Bucket = "data", Prefix = "team/", Endpoint = endpoint },
        Checkpoint = new CheckpointSettings { Table = "leases" },
    };
}
