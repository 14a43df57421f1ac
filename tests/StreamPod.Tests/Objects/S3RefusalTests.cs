using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Objects.S3;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.StreamPod.Tests.Objects;

/// <summary>What S3 answers, scripted on a real connection, and what becomes of it.</summary>
public sealed class S3RefusalTests
{
    private static readonly DestinationSettings Destination = new()
    {
        Bucket = "data",
        ExpectedBucketOwner = "111122223333",
        Encryption = new EncryptionSettings { Type = "aws:kms", KmsKeyId = "alias/lake" },
        StorageClass = "STANDARD_IA",
        Tags = new Dictionary<string, string> { ["team"] = "media & co", ["env"] = "dev" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_Accepted_CarriesConditionChecksumEncryptionAndOwner()
    {
        await using var stub = new S3Stub(S3StubAnswer.Ok);
        await using var store = Open(stub);

        Assert.True(await store.TryCreateAsync(SampleObject.Of("a/b.json", "{}\n") with { ContentEncoding = "gzip" }, Token));

        var request = Assert.Single(stub.Requests);
        Assert.Equal("PUT", request.Method);
        Assert.Equal("/data/a/b.json", request.RawUrl);
        Assert.Equal("*", request.Headers["if-none-match"]);
        Assert.Equal("application/x-ndjson", request.Headers["content-type"]);
        Assert.Equal("gzip", request.Headers["content-encoding"]);
        Assert.Equal("3", request.Headers["content-length"]);
        Assert.Equal("aws:kms", request.Headers["x-amz-server-side-encryption"]);
        Assert.Equal("alias/lake", request.Headers["x-amz-server-side-encryption-aws-kms-key-id"]);
        Assert.Equal("STANDARD_IA", request.Headers["x-amz-storage-class"]);
        Assert.Equal("env=dev&team=media%20%26%20co", request.Headers["x-amz-tagging"]);
        Assert.Equal("111122223333", request.Headers["x-amz-expected-bucket-owner"]);
        Assert.Equal("shard-1", request.Headers["x-amz-meta-shard-id"]);
    }

    [Fact]
    public async Task AnyRequest_OwnerExpected_NamesIt()
    {
        await using var stub = new S3Stub(S3StubAnswer.Ok, S3StubAnswer.Ok, S3StubAnswer.Ok, new S3StubAnswer(200, "<ListBucketResult/>"));
        await using var store = Open(stub);

        await store.CheckAsync(Token);
        await store.FindAsync("k", Token);
        await (await store.ReadAsync("k", Token)).DisposeAsync();
        await foreach (var item in store.ListAsync("p", Token))
        {
            Assert.Fail($"{item} was not in the listing.");
        }

        Assert.Equal(4, stub.Requests.Count);
        Assert.All(stub.Requests, request => Assert.Equal("111122223333", request.Headers["x-amz-expected-bucket-owner"]));
    }

    [Fact]
    public async Task Put_PreconditionFailed_IsNotCreated()
    {
        await using var stub = new S3Stub(S3StubAnswer.Error(412, "PreconditionFailed"));
        await using var store = Open(stub);

        Assert.False(await store.TryCreateAsync(SampleObject.Of("k", "x"), Token));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Put_Conflict_IsTriedAgainWithTheWholeBody()
    {
        await using var stub = new S3Stub(S3StubAnswer.Error(409, "ConditionalRequestConflict"), S3StubAnswer.Error(409, "ConditionalRequestConflict"), S3StubAnswer.Ok);
        await using var store = Open(stub);

        Assert.True(await store.TryCreateAsync(SampleObject.Of("k", "the body"), Token));

        Assert.Equal(3, stub.Requests.Count);
        Assert.All(stub.Requests, request => Assert.Contains("the body", System.Text.Encoding.UTF8.GetString(request.Body), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Put_ConflictWithoutEnd_GoesToTheCaller()
    {
        await using var stub = new S3Stub([.. Enumerable.Repeat(S3StubAnswer.Error(409, "ConditionalRequestConflict"), 9)]);
        await using var store = Open(stub);

        var exception = await Assert.ThrowsAsync<AmazonS3Exception>(() => store.TryCreateAsync(SampleObject.Of("k", "x"), Token));

        Assert.Equal("ConditionalRequestConflict", exception.ErrorCode);
        Assert.Equal(5, stub.Requests.Count);
    }

    [Fact]
    public async Task Put_ConnectionCutOnce_IsSentAgainWhole()
    {
        await using var stub = new S3Stub(S3StubAnswer.CutConnection, S3StubAnswer.Error(412, "PreconditionFailed"));
        await using var store = Open(stub);

        Assert.False(await store.TryCreateAsync(SampleObject.Of("k", "the body"), Token));

        Assert.Equal(2, stub.Requests.Count);
        Assert.Contains("the body", System.Text.Encoding.UTF8.GetString(stub.Requests[1].Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_NoAnswerOnce_IsGivenUpAndSentAgain()
    {
        await using var stub = new S3Stub(S3StubAnswer.Silence, S3StubAnswer.Ok);
        await using var store = Open(stub, TimeSpan.FromSeconds(2));

        Assert.True(await store.TryCreateAsync(SampleObject.Of("k", "x"), Token));
    }

    [Fact]
    public async Task Put_NeverAnAnswer_IsATimeoutAndNoCancellation()
    {
        // More than the tries of one call: a loaded machine may begin a try that no longer counts.
        await using var stub = new S3Stub([.. Enumerable.Repeat(S3StubAnswer.Silence, 20)]);
        await using var store = Open(stub, TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAsync<TimeoutException>(() => store.TryCreateAsync(SampleObject.Of("k", "x"), Token));
    }

    [Fact]
    public async Task Put_CallerCancels_EndsAtOnce()
    {
        await using var stub = new S3Stub(S3StubAnswer.Silence);
        await using var store = Open(stub);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var write = store.TryCreateAsync(SampleObject.Of("k", "x"), source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Phase.BoundAsync("the end of the write", write, () => "it goes on", Token));
    }

    [Fact]
    public async Task Put_Unavailable_PassesAsTheServiceSaidIt()
    {
        await using var stub = new S3Stub([.. Enumerable.Repeat(S3StubAnswer.Error(503, "SlowDown"), 9)]);
        await using var store = Open(stub);

        var exception = await Assert.ThrowsAsync<AmazonS3Exception>(() => store.TryCreateAsync(SampleObject.Of("k", "x"), Token));

        Assert.Equal("SlowDown", exception.ErrorCode);
        Assert.Equal(3, stub.Requests.Count);
    }

    [Theory]
    [InlineData(403, "AccessDenied", "s3:PutObject and s3:PutObjectTagging on arn:aws:s3:::data/*", "kms:GenerateDataKey", "111122223333")]
    [InlineData(404, "NoSuchBucket", "bucket 'data' does not exist", "Create it in eu-west-1", "destination.bucket")]
    [InlineData(301, "PermanentRedirect", "bucket 'data' does not answer in region eu-west-1", "destination.region", "s3://data/k")]
    [InlineData(403, "InvalidAccessKeyId", "credentials are not accepted", "Pod Identity", "s3://data/k")]
    [InlineData(400, "KMS.DisabledException", "alias/lake", "destination.encryption.kmsKeyId", "eu-west-1")]
    [InlineData(400, "InvalidStorageClass", "destination", "storageClass", "Said by the stub.")]
    [InlineData(501, "NotImplemented", "If-None-Match", "http://127.0.0.1", "s3://data/k")]
    public async Task Put_Refused_SaysWhatToMend(int status, string code, string first, string second, string third)
    {
        await using var stub = new S3Stub([.. Enumerable.Repeat(S3StubAnswer.Error(status, code), 4)]);
        await using var store = Open(stub);

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.TryCreateAsync(SampleObject.Of("k", "x"), Token));

        Assert.Contains(first, exception.Message, StringComparison.Ordinal);
        Assert.Contains(second, exception.Message, StringComparison.Ordinal);
        Assert.Contains(third, exception.Message, StringComparison.Ordinal);
        Assert.Contains(code, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu-west-1", " arn:aws:s3:::data/*")]
    [InlineData("cn-north-1", " arn:aws-cn:s3:::data/*")]
    [InlineData("us-gov-west-1", " arn:aws-us-gov:s3:::data/*")]
    [InlineData("eusc-de-east-1", " arn:aws-eusc:s3:::data/*")]
    public async Task Put_Denied_NamesTheBucketAsThePartitionOfItsRegionDoes(string region, string expected)
    {
        await using var stub = new S3Stub(S3StubAnswer.Error(403, "AccessDenied"));
        await using var store = Open(stub, region: region);

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.TryCreateAsync(SampleObject.Of("k", "x"), Token));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(200)]
    public async Task Check_OtherRegion_NamesBoth(int status)
    {
        var answer = new S3StubAnswer(status) { Headers = new Dictionary<string, string> { ["x-amz-bucket-region"] = "us-west-2" } };
        await using var stub = new S3Stub(answer, answer, answer, answer);
        await using var store = Open(stub);

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.CheckAsync(Token));

        Assert.Equal("Bucket 'data' is in region us-west-2, but eu-west-1 is configured. Set destination.region to us-west-2.", exception.Message);
    }

    [Theory]
    [InlineData(403, 403, "AccessDenied", "s3:ListBucket on arn:aws:s3:::data", ExitCodes.MissingPermission)]
    [InlineData(403, 403, "InvalidAccessKeyId", "The credentials are not accepted", ExitCodes.MissingPermission)]
    [InlineData(400, 400, "InvalidToken", "The credentials are not accepted", ExitCodes.MissingPermission)]
    [InlineData(404, 404, "NoSuchBucket", "bucket 'data' does not exist", ExitCodes.MissingResource)]
    public async Task Check_Refused_IsAskedAgainForWords(int head, int list, string code, string expected, int exitCode)
    {
        await using var stub = new S3Stub(request => request.Method == "HEAD" ? new S3StubAnswer(head) : S3StubAnswer.Error(list, code));
        await using var store = Open(stub);

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.CheckAsync(Token));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal(exitCode, exception.ExitCode);
    }

    [Fact]
    public async Task Check_RefusedByAnExpiredToken_Passes()
    {
        await using var stub = new S3Stub(request => request.Method == "HEAD" ? new S3StubAnswer(400) : S3StubAnswer.Error(400, "ExpiredToken"));
        await using var store = Open(stub);

        var exception = await Assert.ThrowsAsync<AmazonS3Exception>(() => store.CheckAsync(Token));

        Assert.Equal(("ExpiredToken", "Transient"), (exception.ErrorCode, AwsFaults.KindOf(exception).ToString()));
    }

    [Fact]
    public async Task Check_RefusedThoughAListingIsAllowed_HasReachedTheBucket()
    {
        await using var stub = new S3Stub(request => request.Method == "HEAD" ? new S3StubAnswer(403) : new S3StubAnswer(200, "<ListBucketResult/>"));
        await using var store = Open(stub);

        await store.CheckAsync(Token);

        Assert.Contains("max-keys=1", stub.Requests[^1].RawUrl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_RefusedByTheClock_NamesTheSkewAndSignsTheNextOneByTheTimeOfAws()
    {
        var theirs = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(20);
        var date = new Dictionary<string, string> { ["Date"] = theirs.ToString("r", CultureInfo.InvariantCulture) };
        var isFirst = true;
        await using var stub = new S3Stub(_ => Interlocked.Exchange(ref isFirst, false) ? new S3StubAnswer(403) { Headers = date } : S3StubAnswer.Ok);
        await using var store = Open(stub);

        var exception = await Assert.ThrowsAsync<ClockSkewException>(() => store.CheckAsync(Token));
        await store.CheckAsync(Token);

        Assert.Contains("Reaching s3://data was refused: the node's clock is 20 minutes behind AWS's.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("Transient", AwsFaults.KindOf(exception).ToString());
        var signed = DateTimeOffset.ParseExact(stub.Requests[^1].Headers["x-amz-date"], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.True(signed > TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(15), $"The next request was signed at {signed}.");
    }

    [Fact]
    public async Task Put_TooSkewed_Passes()
    {
        await using var stub = new S3Stub([.. Enumerable.Repeat(S3StubAnswer.Error(403, "RequestTimeTooSkewed"), 9)]);
        await using var store = Open(stub);

        var exception = await Assert.ThrowsAsync<AmazonS3Exception>(() => store.TryCreateAsync(SampleObject.Of("k", "x"), Token));

        Assert.Equal("Transient", AwsFaults.KindOf(exception).ToString());
    }

    [Fact]
    public async Task Put_ForbiddenWithoutWords_IsNoMissingRight()
    {
        await using var stub = new S3Stub([.. Enumerable.Repeat(new S3StubAnswer(403), 4)]);
        await using var store = Open(stub);

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.TryCreateAsync(SampleObject.Of("k", "x"), Token));

        Assert.Contains("proxy", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Unavailable, exception.ExitCode);
    }

    [Fact]
    public async Task Read_ArchivedObject_ConcernsThatObjectAlone()
    {
        await using var stub = new S3Stub(S3StubAnswer.Error(403, "InvalidObjectState"));
        await using var store = Open(stub);

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.ReadAsync("k", Token));

        Assert.True(exception.IsOfOneObject);
        Assert.Contains("s3://data/k", exception.Message, StringComparison.Ordinal);
        Assert.Contains("restore", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ForbiddenAndNoListing_ExplainsTheMissingListPermission()
    {
        await using var stub = new S3Stub(request => request.Method == "HEAD" ? new S3StubAnswer(403) : S3StubAnswer.Error(403, "AccessDenied"));
        await using var store = Open(stub);

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.FindAsync("k", Token));

        Assert.Contains("s3:ListBucket on arn:aws:s3:::data ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ChecksumForbidden_IsFoundWithoutIt()
    {
        await using var stub = new S3Stub(request => request.Method != "HEAD" ? new S3StubAnswer(200, "<ListBucketResult/>")
            : request.Headers.ContainsKey("x-amz-checksum-mode") ? new S3StubAnswer(403)
            : S3StubAnswer.Ok);
        await using var store = Open(stub);

        var found = await store.FindAsync("k", Token);

        Assert.Null(found!.Sha256);
        Assert.Equal(["HEAD", "GET", "HEAD"], stub.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task Find_ForbiddenAndAListingAllowed_NamesTheRightToRead()
    {
        await using var stub = new S3Stub(request => request.Method == "HEAD" ? new S3StubAnswer(403) : new S3StubAnswer(200, "<ListBucketResult/>"));
        await using var store = Open(stub);

        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => store.FindAsync("k", Token));

        Assert.Contains("allow the pod's role s3:GetObject on arn:aws:s3:::data/*", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3:ListBucket", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.MissingPermission, exception.ExitCode);
    }

    [Fact]
    public async Task Check_BadRequestWithoutRegion_MayBeAnExpiredTokenAndPasses()
    {
        await using var stub = new S3Stub([.. Enumerable.Repeat(new S3StubAnswer(400), 4)]);
        await using var store = Open(stub);

        await Assert.ThrowsAsync<AmazonS3Exception>(() => store.CheckAsync(Token));
    }

    [Fact]
    public async Task List_TwoPages_FollowsTheToken()
    {
        await using var stub = new S3Stub(Page("a", "<IsTruncated>true</IsTruncated><NextContinuationToken>t+1</NextContinuationToken>"), Page("b", "<IsTruncated>false</IsTruncated>"));
        await using var store = Open(stub);

        List<ListedObject> listed = [];
        await foreach (var item in store.ListAsync("", Token))
        {
            listed.Add(item);
        }

        Assert.Equal([new ListedObject("a", 7), new ListedObject("b", 7)], listed);
        Assert.Contains("continuation-token=t%2B1", stub.Requests[1].RawUrl, StringComparison.Ordinal);
    }

    private static S3StubAnswer Page(string key, string more) =>
        new(200, $"<ListBucketResult><Name>data</Name>{more}<Contents><Key>{key}</Key><Size>7</Size></Contents></ListBucketResult>");

    private static S3ObjectStore Open(S3Stub stub, TimeSpan? requestTimeout = null, string region = "eu-west-1") => new(
        TimeProvider.System,
        new Random(1),
        S3Clients.Create(region, stub.Endpoint, new BasicAWSCredentials("test", "test"), requestTimeout),
        Destination with { Endpoint = stub.Endpoint },
        region);
}
