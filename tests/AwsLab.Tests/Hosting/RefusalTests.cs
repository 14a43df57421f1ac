using System.Net;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.AwsLab.Tests.Hosting;

/// <summary>What is refused at the door: requests that were changed on their way, and identities that prove nothing.</summary>
public sealed class RefusalTests(LabBackends backends) : IClassFixture<LabBackends>, IAsyncLifetime
{
    private const string Everything = """{"Effect":"Allow","Action":"*","Resource":"*"}""";
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private LabUnderTest? _lab;

    private LabUnderTest Lab => _lab ?? throw new InvalidOperationException("The lab was not started.");

    public async ValueTask InitializeAsync()
    {
        TestServers.SkipUnlessInstalled();
        _lab = await LabUnderTest.StartAsync(backends, null, _cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is { } lab)
        {
            await lab.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("body", "XAmzContentSHA256Mismatch", HttpStatusCode.BadRequest)]
    [InlineData("header", "SignatureDoesNotMatch", HttpStatusCode.Forbidden)]
    [InlineData("added", "AccessDenied", HttpStatusCode.Forbidden)]
    [InlineData("path", "SignatureDoesNotMatch", HttpStatusCode.Forbidden)]
    [InlineData("token", "InvalidToken", HttpStatusCode.BadRequest)]
    [InlineData("unsigned", "AccessDenied", HttpStatusCode.Forbidden)]
    public async Task S3_RequestChangedOnItsWay_IsRefused(string what, string code, HttpStatusCode status)
    {
        var session = await new LabClients(Lab).AssumeAsync(Lab.WriteRole("all", Everything), _cancellation);
        using var s3 = new LabClients(Lab, request => Change(request, what)).S3(what == "token" ? WithOtherToken(session) : session);
        var request = new PutObjectRequest { BucketName = LabBackends.Bucket, Key = "data/a.txt", ContentBody = "hello", DisablePayloadSigning = false, UseChunkEncoding = false };

        var refused = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.PutObjectAsync(request, _cancellation));

        Assert.Equal((code, status), (refused.ErrorCode, refused.StatusCode));
    }

    [Fact]
    public async Task DynamoDb_BodyChangedOnItsWay_IsRefused()
    {
        var session = await new LabClients(Lab).AssumeAsync(Lab.WriteRole("all", Everything), _cancellation);
        using var dynamoDb = new LabClients(Lab, request => request.Content = Content(request, """{"TableName":"other"}""")).DynamoDb(session);

        Assert.Equal("InvalidSignatureException", (await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => dynamoDb.ScanAsync(new ScanRequest("t"), _cancellation))).ErrorCode);
    }

    [Theory]
    [InlineData(4, 14, null, null)]
    [InlineData(6, 16, "InvalidSignatureException", "RequestTimeTooSkewed")]
    [InlineData(-6, -16, "InvalidSignatureException", "RequestTimeTooSkewed")]
    public async Task Clocks_ThatDiffer_AreRefusedPastWhatEachServiceAllows(int minutes, int minutesOfS3, string? ofDynamoDb, string? ofS3)
    {
        var session = await new LabClients(Lab).AssumeAsync(Lab.WriteRole("all", Everything), _cancellation);
        using var dynamoDb = new LabClients(Lab).DynamoDb(session);
        using var s3 = new LabClients(Lab).S3(session);
        var now = Lab.Clock.GetUtcNow();

        Lab.Clock.AdjustTime(now.AddMinutes(minutes));
        Assert.Equal(ofDynamoDb, await CodeOfAsync(() => dynamoDb.DescribeLimitsAsync(new(), _cancellation), "UnknownOperationException", "ValidationException"));
        Lab.Clock.AdjustTime(now.AddMinutes(minutesOfS3).AddSeconds(-30));
        Assert.Equal(ofS3, await CodeOfAsync(() => s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = LabBackends.Bucket }, _cancellation)));
    }

    [Fact]
    public async Task UnknownKey_EachService_SaysItInItsWay()
    {
        var nobody = new BasicAWSCredentials("AKIANOBODY", "secret");
        var clients = new LabClients(Lab);
        using var s3 = clients.S3(nobody);
        using var dynamoDb = clients.DynamoDb(nobody);
        using var sts = clients.Sts(nobody);

        Assert.Equal("InvalidAccessKeyId", await CodeOfAsync(() => s3.ListBucketsAsync(_cancellation)));
        Assert.Equal("UnrecognizedClientException", await CodeOfAsync(() => dynamoDb.ListTablesAsync(_cancellation)));
        Assert.Equal("InvalidClientTokenId", await CodeOfAsync(() => sts.GetCallerIdentityAsync(new(), _cancellation)));
    }

    [Fact]
    public async Task User_WithAStaticKey_IsJudgedByItsPolicies()
    {
        Lab.WriteFile("users/ann.json", $$"""{"accessKeyId":"AKIAANN","secretAccessKey":"s","policies":[{"Version":"2012-10-17","Statement":[{{Everything}}]}]}""");
        using var sts = new LabClients(Lab).Sts(new BasicAWSCredentials("AKIAANN", "s"));

        Assert.Equal("arn:aws:iam::111122223333:user/ann", (await sts.GetCallerIdentityAsync(new(), _cancellation)).Arn);
    }

    [Theory]
    [InlineData("system:serviceaccount:media:other", "sts.amazonaws.com", "AccessDenied", HttpStatusCode.Forbidden, "Not authorized to perform sts:AssumeRoleWithWebIdentity")]
    [InlineData(LabUnderTest.Subject, "other", "InvalidIdentityToken", HttpStatusCode.BadRequest, "Incorrect token audience")]
    public async Task Sts_IdentityThatTheTrustDoesNotName_IsRefused(string subject, string audience, string code, HttpStatusCode status, string message)
    {
        var role = Lab.WriteRole("all", Everything);

        var refused = await Assert.ThrowsAnyAsync<AmazonSecurityTokenServiceException>(() => new LabClients(Lab).AssumeAsync(role, _cancellation, Lab.Token(audience, subject)));

        Assert.Equal((code, status, message), (refused.ErrorCode, refused.StatusCode, refused.Message));
        var line = Assert.Single(Lab.Journal("session"));
        Assert.Equal(("false", code, "all"), (line["granted"]?.ToJsonString(), (string?)line["error"], (string?)line["role"]));
    }

    [Fact]
    public async Task Sts_RoleThatDoesNotExistOrMakesNoSense_IsRefused()
    {
        var clients = new LabClients(Lab);
        Assert.Equal("AccessDenied", await CodeOfAsync(() => clients.AssumeAsync("arn:aws:iam::111122223333:role/missing", _cancellation)));

        var broken = Lab.WriteRole("broken", """{"Effect":"Perhaps","Action":"*","Resource":"*"}""");

        Assert.Equal("AccessDenied", await CodeOfAsync(() => clients.AssumeAsync(broken, _cancellation)));
        Assert.Contains("Perhaps", (string?)Assert.Single(Lab.Journal("problem"))["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id-1", null)]
    [InlineData("id-2", "AccessDenied")]
    [InlineData(null, "AccessDenied")]
    public async Task AssumeRole_WithExternalId_NeedsRightTrustAndId(string? externalId, string? expected)
    {
        var first = Lab.WriteRole("first", """{"Sid":"Chain","Effect":"Allow","Action":"sts:AssumeRole","Resource":"arn:aws:iam::111122223333:role/second"}""");
        var second = Lab.WriteRole(
            "second", Everything, $$$"""{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"{{{first}}}"},"Condition":{"StringEquals":{"sts:ExternalId":"id-1"} } }""");
        using var sts = new LabClients(Lab).Sts(await new LabClients(Lab).AssumeAsync(first, _cancellation));

        var code = await CodeOfAsync(() => sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = second, RoleSessionName = "chained", ExternalId = externalId }, _cancellation));

        Assert.Equal(expected, code);
        Assert.Equal(["Chain"], Lab.StatementsUsed());
    }

    private static async Task<string?> CodeOfAsync(Func<Task> call, params string[] otherwise)
    {
        try
        {
            await call();
            return null;
        }
        catch (AmazonServiceException refused)
        {
            return otherwise.Contains(refused.ErrorCode) ? null : refused.ErrorCode;
        }
    }

    private static SessionAWSCredentials WithOtherToken(SessionAWSCredentials session)
    {
        var known = session.GetCredentials();
        return new SessionAWSCredentials(known.AccessKey, known.SecretKey, known.Token + "x");
    }

    private static void Change(HttpRequestMessage request, string what)
    {
        switch (what)
        {
            case "body":
                request.Content = Content(request, "jello");
                break;
            case "header":
                request.Headers.Remove("x-amz-date");
                request.Headers.TryAddWithoutValidation("x-amz-date", TimeProvider.System.GetUtcNow().AddSeconds(20).ToString("yyyyMMdd'T'HHmmss'Z'", null));
                break;
            case "added":
                request.Headers.TryAddWithoutValidation("x-amz-tagging", "a=b");
                break;
            case "path":
                request.RequestUri = new Uri(request.RequestUri + "x");
                break;
            case "unsigned":
                request.Headers.Remove("Authorization");
                break;
            case "token":
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what), what, "No such change.");
        }
    }

    private static ByteArrayContent Content(HttpRequestMessage request, string text)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        foreach (var (name, values) in request.Content?.Headers.NonValidated.Where(header => header.Key != "Content-Length").ToList() ?? [])
        {
            content.Headers.TryAddWithoutValidation(name, values);
        }

        return content;
    }
}
