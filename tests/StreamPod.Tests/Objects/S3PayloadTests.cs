using System.Security.Cryptography;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Objects.S3;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

/// <summary>How the bytes of an object go to S3: hashed once, when they were sealed, and signed and checked by that hash.</summary>
public sealed class S3PayloadTests
{
    private const string Secret = "secret+/of=the test";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_AnyObject_TheHashOfTheSealIsChecksumAndPayloadHash()
    {
        await using var stub = new S3Stub(S3StubAnswer.Ok);
        await using var store = Open(stub);
        var content = SampleObject.Of("k", new byte[300_000]);

        await store.TryCreateAsync(content, Token);

        var request = Assert.Single(stub.Requests);
        Assert.Equal(Convert.ToBase64String(content.Sha256.Span), request.Headers["x-amz-checksum-sha256"]);
        Assert.Equal(Convert.ToHexStringLower(content.Sha256.Span), request.Headers["x-amz-content-sha256"]);
        Assert.Equal("SHA256", request.Headers["x-amz-sdk-checksum-algorithm"]);
        Assert.Equal(SHA256.HashData(request.Body), content.Sha256.ToArray());
    }

    [Fact]
    public async Task Put_PlainAndGzip_IsOneBodyOfItsOwnLengthWithoutChunks()
    {
        await using var stub = new S3Stub(S3StubAnswer.Ok, S3StubAnswer.Ok);
        await using var store = Open(stub);

        await store.TryCreateAsync(SampleObject.Of("k", "12345"), Token);
        await store.TryCreateAsync(SampleObject.Of("k", "12345") with { ContentEncoding = "gzip" }, Token);

        Assert.DoesNotContain("content-encoding", stub.Requests[0].Headers.Keys);
        Assert.Equal("gzip", stub.Requests[1].Headers["content-encoding"]);
        Assert.All(stub.Requests, request =>
        {
            Assert.Equal("5", request.Headers["content-length"]);
            Assert.Equal("12345"u8.ToArray(), request.Body);
            Assert.DoesNotContain("x-amz-trailer", request.Headers.Keys);
            Assert.DoesNotContain("x-amz-decoded-content-length", request.Headers.Keys);
        });
    }

    [Fact]
    public async Task Put_BytesDamagedAfterTheSeal_TheHashSentIsStillTheSeals()
    {
        await using var stub = new S3Stub(S3StubAnswer.Ok);
        await using var store = Open(stub);
        byte[] bytes = [1, 2, 3];
        var content = SampleObject.Of("k", bytes);
        bytes[1] ^= 0x10;

        await store.TryCreateAsync(content, Token);

        var request = Assert.Single(stub.Requests);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData((byte[])[1, 2, 3])), request.Headers["x-amz-content-sha256"]);
        Assert.Equal(Convert.ToBase64String(SHA256.HashData((byte[])[1, 2, 3])), request.Headers["x-amz-checksum-sha256"]);
    }

    [Theory]
    [InlineData("BadDigest")]
    [InlineData("XAmzContentSHA256Mismatch")]
    public async Task Put_RefusedForDamage_IsTriedAgainWhileTheBytesHereAreSound(string code)
    {
        await using var stub = new S3Stub(_ => S3StubAnswer.Error(400, code));
        await using var store = Open(stub);
        byte[] bytes = [1, 2, 3];
        var content = SampleObject.Of("k", bytes);

        var onTheWay = await Assert.ThrowsAsync<AmazonS3Exception>(() => store.TryCreateAsync(content, Token));
        bytes[1] ^= 0x10;
        var inMemory = await Assert.ThrowsAsync<FatalFaultException>(() => store.TryCreateAsync(content, Token));

        Assert.True(AwsFaults.IsPassing(onTheWay, out _));
        Assert.False(AwsFaults.IsPassing(inMemory, out _));
        Assert.Contains("s3://data/k changed in this pod's memory", inMemory.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026/01/02/05/123.json")]
    [InlineData("day=2026-01-02/name=a b+c&d/ü/~!$'()*,;:@-_.json.gz")]
    public async Task Put_AnyKey_SignatureIsThatOfTheRequestAsItCame(string key)
    {
        await using var stub = new S3Stub(S3StubAnswer.Ok);
        await using var store = Open(stub, new SessionAWSCredentials("AKIDEXAMPLE", Secret, "the/session+token=="));

        await store.TryCreateAsync(SampleObject.Of(key, "{}\n"), Token);

        var request = Assert.Single(stub.Requests);
        Assert.Equal(SigV4.Of(request, Secret), SigV4.In(request));
        Assert.Contains("/eu-west-1/s3/aws4_request", request.Headers["authorization"], StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string> { "host", "if-none-match", "x-amz-checksum-sha256", "x-amz-content-sha256", "x-amz-security-token", "x-amz-tagging" },
            SigV4.HeadersIn(request).ToHashSet());
    }

    /// <summary>As at AWS: no address of one's own, TLS, the bucket in the name of the host.</summary>
    [Fact]
    public async Task Put_AtAws_IsSignedForTheBucketsOwnHost()
    {
        using var wire = new RecordingHttp();
        using var client = new SealedPutClient(new BasicAWSCredentials("AKIDEXAMPLE", Secret), new AmazonS3Config { RegionEndpoint = RegionEndpoint.EUWest1, HttpClientFactory = wire });
        await using var store = new S3ObjectStore(TimeProvider.System, new Random(1), client, new DestinationSettings { Bucket = "data" }, "eu-west-1");

        await store.TryCreateAsync(SampleObject.Of("media/day=2026-01-02/ü +1.json", "{}\n"), Token);

        var request = Assert.Single(wire.Requests);
        Assert.Equal("data.s3.eu-west-1.amazonaws.com", request.Headers["host"]);
        Assert.StartsWith("/media/", request.RawUrl, StringComparison.Ordinal);
        Assert.Equal(SigV4.Of(request, Secret), SigV4.In(request));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(request.Body)), request.Headers["x-amz-content-sha256"]);
    }

    [Fact]
    public async Task Put_FailedAtFirst_EachTryIsSignedAndWhole()
    {
        await using var stub = new S3Stub(S3StubAnswer.Error(503, "SlowDown"), S3StubAnswer.Ok);
        await using var store = Open(stub);

        await store.TryCreateAsync(SampleObject.Of("k", "12345"), Token);

        Assert.Equal(2, stub.Requests.Count);
        Assert.All(stub.Requests, request =>
        {
            Assert.Equal("12345"u8.ToArray(), request.Body);
            Assert.Equal(SigV4.Of(request, Secret), SigV4.In(request));
        });
    }

    [Fact]
    public async Task Reads_AnyObject_LeaveTheChecksumToTheReader()
    {
        // A reader compares with the hash in the metadata; the SDK's own look would hash twice and break off where a finding is wanted.
        await using var stub = new S3Stub(
            new S3StubAnswer(200, "other") { Headers = new Dictionary<string, string> { ["x-amz-checksum-crc32"] = "AAAAAA==" } });
        await using var store = Open(stub);

        await using var content = await store.ReadAsync("k", Token);

        using var reader = new StreamReader(content);
        Assert.Equal("other", await reader.ReadToEndAsync(Token));
        Assert.DoesNotContain("x-amz-checksum-mode", Assert.Single(stub.Requests).Headers.Keys);
    }

    private static S3ObjectStore Open(S3Stub stub, AWSCredentials? credentials = null)
    {
        var destination = new DestinationSettings { Bucket = "data", Tags = new Dictionary<string, string> { ["team"] = "media & co" } };
        return new S3ObjectStore(
            TimeProvider.System, new Random(1), S3Clients.Create("eu-west-1", stub.Endpoint, credentials ?? new BasicAWSCredentials("AKIDEXAMPLE", Secret)), destination, "eu-west-1");
    }
}
