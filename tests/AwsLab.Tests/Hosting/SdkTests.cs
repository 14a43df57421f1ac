using System.Net;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.AwsLab.Tests.Hosting;

/// <summary>The official clients of .NET against the lab, with default endpoints over TLS.</summary>
public sealed class SdkTests(LabBackends backends) : IClassFixture<LabBackends>, IAsyncLifetime
{
    private const string Objects = """{"Sid":"WriteObjects","Effect":"Allow","Action":["s3:PutObject","s3:GetObject"],"Resource":"arn:aws:s3:::lab-bucket/data/*"}""";
    private const string Bucket = """{"Sid":"ReachBucket","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::lab-bucket"}""";
    private const string Leases = """
        {"Sid":"KeepLeases","Effect":"Allow","Action":["dynamodb:CreateTable","dynamodb:PutItem","dynamodb:Scan"],"Resource":"arn:aws:dynamodb:us-east-1:111122223333:table/leases-*"}
        """;

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private LabUnderTest? _lab;

    private LabUnderTest Lab => _lab ?? throw new InvalidOperationException("The lab was not started.");

    public async ValueTask InitializeAsync()
    {
        TestServers.SkipUnlessInstalled();
        _lab = await LabUnderTest.StartAsync(backends, options => options with { SessionLifetime = TimeSpan.FromSeconds(900), ExpiresEarlier = TimeSpan.FromSeconds(840) }, _cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is { } lab)
        {
            await lab.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("data/signed.txt", false, false)]
    [InlineData("data/unsigned a+b/ü.txt", true, false)]
    [InlineData("data/../x/./tricky.txt", null, true)]
    public async Task PutObject_EveryKindOfBody_IsStoredAsItWasMeant(string key, bool? isUnsigned, bool isStream)
    {
        using var s3 = new LabClients(Lab).S3(await AssumeAsync("writer", $"{Objects},{Bucket}"));
        var text = new string('x', 200_000);
        var request = new PutObjectRequest { BucketName = LabBackends.Bucket, Key = key, DisablePayloadSigning = isUnsigned, IfNoneMatch = "*" };
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        (request.InputStream, request.ContentBody) = (isStream ? stream : null, isStream ? null : text);

        await s3.PutObjectAsync(request, _cancellation);

        using var found = await s3.GetObjectAsync(LabBackends.Bucket, key, _cancellation);
        using var reader = new StreamReader(found.ResponseStream);
        Assert.Equal(text, await reader.ReadToEndAsync(_cancellation));
        Assert.DoesNotContain("aws-chunked", found.Headers.ContentEncoding ?? "", StringComparison.Ordinal);
        var listed = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = LabBackends.Bucket, Prefix = "data/" }, _cancellation);
        Assert.Contains(listed.S3Objects, item => item.Key == key);
        Assert.Equal(["ReachBucket", "WriteObjects"], Lab.StatementsUsed());
    }

    [Fact]
    public async Task PutObject_KeyThatNoStatementAllows_IsDeniedInAwsWords()
    {
        using var s3 = new LabClients(Lab).S3(await AssumeAsync("writer", Objects));

        var denied = await Assert.ThrowsAsync<AmazonS3Exception>(() => PutAsync(s3, "other/a.txt"));

        Assert.Equal((HttpStatusCode.Forbidden, "AccessDenied"), (denied.StatusCode, denied.ErrorCode));
        Assert.Equal(
            "User: arn:aws:sts::111122223333:assumed-role/writer/test is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::lab-bucket/other/a.txt\" because no identity-based policy allows the s3:PutObject action",
            denied.Message);
    }

    [Fact]
    public async Task Policy_StatementTakenAwayWhileRunning_DeniesFromThenOn()
    {
        using var s3 = new LabClients(Lab).S3(await AssumeAsync("writer", $"{Objects},{Bucket}"));
        await PutAsync(s3, "data/first.txt");

        Lab.WriteRole("writer", Bucket);

        Assert.Equal("AccessDenied", (await Assert.ThrowsAsync<AmazonS3Exception>(() => PutAsync(s3, "data/second.txt"))).ErrorCode);
    }

    [Theory]
    [InlineData(Objects + "," + Bucket, HttpStatusCode.NotFound)]
    [InlineData(Objects, HttpStatusCode.Forbidden)]
    [InlineData(Bucket, HttpStatusCode.Forbidden)]
    public async Task HeadObject_ObjectThatDoesNotExist_IsToldOnlyToWhoMayList(string statements, HttpStatusCode expected)
    {
        using var s3 = new LabClients(Lab).S3(await AssumeAsync("looker", statements));

        var refused = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.GetObjectMetadataAsync(LabBackends.Bucket, "data/missing.txt", _cancellation));

        Assert.Equal(expected, refused.StatusCode);
    }

    [Fact]
    public async Task HeadBucket_OtherOwner_IsRefused()
    {
        using var s3 = new LabClients(Lab).S3(await AssumeAsync("looker", Bucket));
        await s3.HeadBucketAsync(new HeadBucketRequest { BucketName = LabBackends.Bucket, ExpectedBucketOwner = LabUnderTest.Account }, _cancellation);

        var refused = await Assert.ThrowsAsync<AmazonS3Exception>(
            () => s3.HeadBucketAsync(new HeadBucketRequest { BucketName = LabBackends.Bucket, ExpectedBucketOwner = "444455556666" }, _cancellation));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task GetObject_EncryptedByAKeyOfOnesOwn_NeedsToDecrypt()
    {
        const string Generate = """{"Sid":"Generate","Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"arn:aws:kms:us-east-1:111122223333:key/mine"}""";
        const string Decrypt = """{"Sid":"Decrypt","Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:us-east-1:111122223333:key/mine","Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}}""";
        using var s3 = new LabClients(Lab).S3(await AssumeAsync("sealer", Objects));
        var request = new PutObjectRequest
        {
            BucketName = LabBackends.Bucket, Key = "data/sealed.txt", ContentBody = "x", ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS, ServerSideEncryptionKeyManagementServiceKeyId = "mine",
        };

        Assert.Contains("kms:GenerateDataKey on resource: arn:aws:kms:us-east-1:111122223333:key/mine", (await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.PutObjectAsync(request, _cancellation))).Message, StringComparison.Ordinal);
        Lab.WriteRole("sealer", $"{Objects},{Generate}");
        await s3.PutObjectAsync(request, _cancellation);
        Assert.Contains("kms:Decrypt", (await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.GetObjectAsync(LabBackends.Bucket, "data/sealed.txt", _cancellation))).Message, StringComparison.Ordinal);
        Lab.WriteRole("sealer", $"{Objects},{Generate},{Decrypt}");
        using var found = await s3.GetObjectAsync(LabBackends.Bucket, "data/sealed.txt", _cancellation);

        Assert.Equal(["Decrypt", "Generate", "WriteObjects"], Lab.StatementsUsed());
    }

    [Fact]
    public async Task DynamoDb_TableOfThePolicy_WorksAndAnotherIsDenied()
    {
        using var dynamoDb = new LabClients(Lab).DynamoDb(await AssumeAsync("keeper", Leases));
        await dynamoDb.CreateTableAsync(NewTable("leases-1"), _cancellation);

        Assert.Equal("AccessDeniedException", (await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => dynamoDb.CreateTableAsync(NewTable("other"), _cancellation))).ErrorCode);
        var denied = await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => dynamoDb.DescribeTableAsync("leases-1", _cancellation));
        Assert.Equal(HttpStatusCode.BadRequest, denied.StatusCode);
        Assert.Equal(
            "User: arn:aws:sts::111122223333:assumed-role/keeper/test is not authorized to perform: dynamodb:DescribeTable on resource: arn:aws:dynamodb:us-east-1:111122223333:table/leases-1 because no identity-based policy allows the dynamodb:DescribeTable action",
            denied.Message);
    }

    [Fact]
    public async Task DynamoDb_TableWithTags_NeedsTheRightToTag()
    {
        using var dynamoDb = new LabClients(Lab).DynamoDb(await AssumeAsync("keeper", Leases));
        var request = NewTable("leases-2");
        request.Tags = [new() { Key = "a", Value = "b" }];

        Assert.Contains("dynamodb:TagResource", (await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => dynamoDb.CreateTableAsync(request, _cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_PastItsEnd_IsRefusedByEachServiceInItsWay()
    {
        var session = await AssumeAsync("writer", $"{Objects},{Leases}");
        var clients = new LabClients(Lab);
        using var s3 = clients.S3(session);
        using var dynamoDb = clients.DynamoDb(session);
        using var sts = clients.Sts(session);
        await PutAsync(s3, "data/early.txt");

        Lab.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("ExpiredToken", (await Assert.ThrowsAsync<AmazonS3Exception>(() => PutAsync(s3, "data/late.txt"))).ErrorCode);
        Assert.Equal("ExpiredTokenException", (await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => dynamoDb.ScanAsync(new ScanRequest("leases-1"), _cancellation))).ErrorCode);
        Assert.Equal("ExpiredToken", (await Assert.ThrowsAnyAsync<AmazonServiceException>(() => sts.GetCallerIdentityAsync(new(), _cancellation))).ErrorCode);
    }

    private async Task<SessionAWSCredentials> AssumeAsync(string role, string statements) => await new LabClients(Lab).AssumeAsync(Lab.WriteRole(role, statements), _cancellation);

    private Task<PutObjectResponse> PutAsync(IAmazonS3 s3, string key) => s3.PutObjectAsync(new PutObjectRequest { BucketName = LabBackends.Bucket, Key = key, ContentBody = "x" }, _cancellation);

    private static CreateTableRequest NewTable(string name) => new()
    {
        TableName = name, BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions = [new() { AttributeName = "k", AttributeType = ScalarAttributeType.S }], KeySchema = [new() { AttributeName = "k", KeyType = KeyType.HASH }],
    };
}
