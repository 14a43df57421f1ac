using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.RuntimeDependencies;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.RawStreams;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Faults;

public sealed class AwsFaultsTests
{
    public static TheoryData<Exception, string> Known => new()
    {
        { Service("ThrottlingException", HttpStatusCode.BadRequest), "Throttled" },
        { Service("SlowDown", HttpStatusCode.ServiceUnavailable), "Throttled" },
        { Service("ProvisionedThroughputExceededException", HttpStatusCode.BadRequest), "Throttled" },
        { Service("Odd", HttpStatusCode.TooManyRequests), "Throttled" },
        { Service("InternalServerException", HttpStatusCode.InternalServerError), "Transient" },
        { Service("ExpiredTokenException", HttpStatusCode.Forbidden), "Transient" },
        { Service("RequestTimeTooSkewed", HttpStatusCode.Forbidden), "Transient" },
        { Service("IncompleteBody", HttpStatusCode.BadRequest), "Transient" },
        { Service("BadDigest", HttpStatusCode.BadRequest), "Transient" },
        { Service("XAmzContentSHA256Mismatch", HttpStatusCode.BadRequest), "Transient" },
        { Service("ConditionalRequestConflict", HttpStatusCode.Conflict), "Transient" },
        { Service("OperationAborted", HttpStatusCode.Conflict), "Transient" },
        { Service(null, HttpStatusCode.BadRequest), "Transient" },
        { Service(null, 0), "Transient" },
        { Service("AccessDeniedException", HttpStatusCode.BadRequest), "Fatal" },
        { Service("AccessDenied", HttpStatusCode.Forbidden), "Fatal" },
        { Service(null, HttpStatusCode.Forbidden), "Fatal" },
        { Service("RequestTimeoutException", HttpStatusCode.RequestTimeout), "Transient" },
        { Service("RequestAbortedException", HttpStatusCode.BadRequest), "Transient" },
        { Service("InvalidToken", HttpStatusCode.BadRequest), "Fatal" },
        { Service("SomethingNew", HttpStatusCode.Forbidden), "Fatal" },
        { Service("ResourceNotFoundException", HttpStatusCode.BadRequest), "Fatal" },
        { Service("ValidationException", HttpStatusCode.BadRequest), "Fatal" },
        { new AmazonClientException("Unable to find credentials"), "Fatal" },
        { new AmazonClientException("credentials service", new HttpRequestException("refused")), "Transient" },
        { new AmazonClientException("Something nobody knows"), "Fatal" },
        { new AmazonClientException("The credentials service is busy", new SocketException()), "Transient" },
        { new MissingRuntimeDependencyException("AWSSDK.SecurityToken", "AmazonSecurityTokenServiceClient", "RegisterSecurityTokenServiceClient"), "Fatal" },
        { new CredentialsException(CredentialsTrouble.Absent, "none", new IOException()), "Fatal" },
        { new CredentialsException(CredentialsTrouble.Broken, "no file", new FileNotFoundException()), "Fatal" },
        { new CredentialsException(CredentialsTrouble.Refused, "refused", new IOException()), "Fatal" },
        { new CredentialsException(CredentialsTrouble.Unreachable, "away", new IOException()), "Transient" },
        { new CredentialsException(CredentialsTrouble.Throttled, "slow down", new IOException()), "Throttled" },
        { new ClockSkewException("Reaching s3://data", TimeSpan.FromMinutes(12), new IOException()), "Transient" },
        { new TimeoutException(), "Transient" },
        { new TaskCanceledException(), "Transient" },
        { new IOException(), "Transient" },
        { new HttpRequestException(), "Transient" },
        { new SocketException(), "Transient" },
        { new AggregateException(new IOException()), "Transient" },
        { new AggregateException(new FormatException()), "Fatal" },
        { new LeaseLostException("lost"), "LeaseLost" },
        { new ShardHaltedException("halted"), "Fatal" },
        { new ObjectStoreException("no bucket"), "Fatal" },
        { new LeaseTableException("deleted") { IsMissing = true }, "Fatal" },
        { new MalformedPageException(3, "a name", "a number"), "Fatal" },
        { new FormatException(), "Fatal" },
        { new InvalidOperationException(), "Fatal" },
    };

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void KindOf_Failure_IsAsAgreed(Exception exception, string kind) => Assert.Equal(kind, AwsFaults.KindOf(exception).ToString());

    [Theory]
    [InlineData("Transient", 100, 5_000)]
    [InlineData("Throttled", 250, 10_000)]
    public void PauseAfter_Attempts_GrowWithinTheirBounds(string kind, double first, double longest)
    {
        var backoff = new Backoff(new FakeTimeProvider(), new Random(5));
        var fault = Enum.Parse<FaultKind>(kind);

        for (var attempt = 1; attempt <= 200; attempt++)
        {
            var ceiling = Math.Min(longest, first * Math.Pow(2, Math.Min(attempt - 1, 10)));
            Assert.InRange(backoff.PauseAfter(attempt, fault).TotalMilliseconds, ceiling / 2, ceiling);
        }
    }

    private static AmazonServiceException Service(string? code, HttpStatusCode status) =>
        new("planned", null, ErrorType.Unknown, code, "request", status);
}
