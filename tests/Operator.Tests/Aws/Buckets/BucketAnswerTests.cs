using System.Globalization;
using Amazon.Runtime;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Buckets;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.Operator.Tests.Aws.Buckets;

/// <summary>What S3 answers to a HEAD, which never has a body, is told apart by status, headers and a second look.</summary>
public sealed class BucketAnswerTests : IDisposable
{
    private const string Owner = "111122223333";

    private readonly AwsClients _clients = LoopbackEndpoints.NewClients(new BasicAWSCredentials("key", "secret"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_ExpectedOwner_IsAskedFor()
    {
        await using var s3 = new S3Stub(Answer(200, "us-east-1"));

        var look = await LookAsync(s3, Owner);

        Assert.Equal(new BucketInspection(BucketFinding.Found, "us-east-1"), look);
        Assert.Equal(Owner, Assert.Single(s3.Requests).Headers["x-amz-expected-bucket-owner"]);
    }

    [Fact]
    public async Task Look_RefusedOnlyWithOwner_IsAnotherOwner()
    {
        await using var s3 = new S3Stub(Answer(403, null), Answer(200, "us-east-1"));

        var look = await LookAsync(s3, Owner);

        Assert.Equal(new BucketInspection(BucketFinding.OtherOwner, "us-east-1"), look);
        Assert.False(s3.Requests[1].Headers.ContainsKey("x-amz-expected-bucket-owner"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Owner)]
    public async Task Look_RefusedInAnyCase_NamesThePermission(string? owner)
    {
        await using var s3 = new S3Stub(request => request.Method == "HEAD" ? Answer(403, null) : S3StubAnswer.Error(403, "AccessDenied"));

        var denial = await Assert.ThrowsAsync<AwsCallException>(() => LookAsync(s3, owner));

        Assert.Equal(AwsFaultKind.Denied, denial.Kind);
        Assert.Equal("AWS denied s3:ListBucket on arn:aws:s3:::mine: allow it to the operator's role.", denial.Message);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    public async Task Look_BucketElsewhere_TellsTheRegion(int status)
    {
        await using var s3 = new S3Stub(Answer(status, "eu-west-1"), Answer(status, "eu-west-1"));

        var look = await LookAsync(s3, owner: null);

        Assert.Equal(new BucketInspection(BucketFinding.OtherRegion, "eu-west-1"), look);
    }

    [Fact]
    public async Task Look_RefusedByTheClock_SaysSoAndAsksForNoOtherOwner()
    {
        var theirs = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(12);
        var skewed = Answer(403, null) with { Headers = new Dictionary<string, string> { ["Date"] = theirs.ToString("r", CultureInfo.InvariantCulture) } };
        await using var s3 = new S3Stub(skewed, Answer(200, "us-east-1"));

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => LookAsync(s3, Owner));
        var look = await LookAsync(s3, Owner);

        Assert.Equal((AwsFaultKind.Unavailable, BucketFinding.Found), (problem.Kind, look.Finding));
        Assert.Contains("the node's clock is 12 minutes ahead of AWS's", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ExpiredToken", 400, nameof(AwsFaultKind.Unavailable))]
    [InlineData("InvalidToken", 400, nameof(AwsFaultKind.Denied))]
    [InlineData("InvalidAccessKeyId", 403, nameof(AwsFaultKind.Denied))]
    public async Task Look_RefusedForTheCredentials_IsToldByAListing(string code, int status, string kind)
    {
        await using var s3 = new S3Stub(request => request.Method == "HEAD" ? Answer(status, null) : S3StubAnswer.Error(status, code));

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => LookAsync(s3, owner: null));

        Assert.Equal(Enum.Parse<AwsFaultKind>(kind), problem.Kind);
        Assert.Contains(code, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_BadRequestWithoutReason_MayPass()
    {
        await using var s3 = new S3Stub([.. Enumerable.Repeat(Answer(400, null), 4)]);

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => LookAsync(s3, owner: null));

        Assert.Equal(AwsFaultKind.Unavailable, problem.Kind);
    }

    public void Dispose() => _clients.Dispose();

    private static S3StubAnswer Answer(int status, string? region) => new(status)
    {
        Headers = region is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["x-amz-bucket-region"] = region },
    };

    private Task<BucketInspection> LookAsync(S3Stub s3, string? owner) => new BucketInspector(TimeProvider.System, _clients).InspectAsync(
        new BucketAddress { Bucket = "mine", Region = "us-east-1", Endpoint = s3.Endpoint, ExpectedOwner = owner }, Stop);
}
