using System.Net;
using KeyspacesStreamer.Contracts.Aws;

namespace KeyspacesStreamer.Contracts.Tests.Aws;

/// <summary>The one table of error codes.</summary>
public sealed class AwsErrorCodesTests
{
    /// <summary>What the services document for the calls that are made here.</summary>
    public static TheoryData<string, string> Documented => new()
    {
        // https://docs.aws.amazon.com/keyspaces/latest/StreamsAPIReference/CommonErrors.html, and the pages of the operations
        {
            "streams", "AccessDeniedException ExpiredTokenException IncompleteSignature InternalFailure InternalServerException MalformedHttpRequestException NotAuthorized OptInRequired "
            + "RequestAbortedException RequestEntityTooLargeException RequestTimeoutException ResourceNotFoundException ServiceUnavailable ThrottlingException UnknownOperationException "
            + "UnrecognizedClientException ValidationError ValidationException InvalidFormat TrimmedDataAccess ExpiredIterator ExpiredNextToken"
        },
        { "tables", "AccessDeniedException ConflictException InternalServerException ResourceNotFoundException ServiceQuotaExceededException ValidationException" },
        {
            "dynamodb", "AccessDeniedException ConditionalCheckFailedException IncompleteSignatureException InternalServerError InvalidEndpointException ItemCollectionSizeLimitExceededException "
            + "InvalidSignatureException LimitExceededException MissingAuthenticationTokenException ProvisionedThroughputExceededException ReplicatedWriteConflictException RequestLimitExceeded "
            + "ResourceInUseException ResourceNotFoundException SerializationException ServiceUnavailable ThrottlingException TransactionConflictException UnrecognizedClientException ValidationException"
        },
        {
            "s3", "AccessDenied AccountProblem AllAccessDisabled AuthorizationHeaderMalformed BadDigest ConditionalRequestConflict EntityTooLarge ExpiredToken IllegalLocationConstraintException "
            + "IncompleteBody InternalError InvalidAccessKeyId InvalidArgument InvalidBucketName InvalidDigest InvalidEncryptionAlgorithmError InvalidObjectState InvalidRequest InvalidSecurity "
            + "InvalidStorageClass InvalidTag InvalidToken KeyTooLongError KMS.DisabledException KMS.InvalidKeyUsageException KMS.KMSInvalidStateException KMS.NotFoundException MetadataTooLarge "
            + "MethodNotAllowed NoSuchBucket NoSuchKey NotImplemented NotSignedUp OperationAborted PermanentRedirect PreconditionFailed Redirect RequestHeaderSectionTooLarge RequestTimeout "
            + "RequestTimeTooSkewed ServiceUnavailable SignatureDoesNotMatch SlowDown TemporaryRedirect TokenRefreshRequired XAmzContentSHA256Mismatch"
        },
        { "sts", "AccessDenied ExpiredTokenException IDPCommunicationError IDPRejectedClaim InvalidIdentityToken MalformedPolicyDocument PackedPolicyTooLarge RegionDisabledException InvalidClientTokenId SignatureDoesNotMatch Throttling ValidationError" },
        { "ecr", "InvalidParameterException RepositoryNotFoundException ImageNotFoundException ServerException AccessDeniedException LimitExceededException KmsException" },
        { "kms", "DependencyTimeoutException DisabledException IncorrectKeyException InvalidGrantTokenException InvalidKeyUsageException KeyUnavailableException KMSInternalException KMSInvalidStateException" },
    };

    [Theory]
    [MemberData(nameof(Documented))]
    public void All_DocumentedCode_HasARow(string service, string codes)
    {
        var known = AwsErrorCodes.All.Select(row => row.Code).ToHashSet();

        Assert.Empty(codes.Split(' ').Where(code => !known.Contains(code)).Select(code => $"{service}: {code}"));
    }

    [Theory]
    [InlineData("ThrottlingException", 400, AwsErrorKind.Throttled, ExitCodes.Unavailable, "Throttled")]
    [InlineData("RequestTimeoutException", 408, AwsErrorKind.Passing, ExitCodes.Unavailable, "Unavailable")]
    [InlineData("RequestAbortedException", 400, AwsErrorKind.Passing, ExitCodes.Unavailable, "Unavailable")]
    [InlineData("AccessDeniedException", 400, AwsErrorKind.Denied, ExitCodes.MissingPermission, "AccessDenied")]
    [InlineData("AccessDeniedException", 403, AwsErrorKind.Denied, ExitCodes.MissingPermission, "AccessDenied")]
    [InlineData("ExpiredTokenException", 403, AwsErrorKind.Expired, ExitCodes.MissingPermission, "Unavailable")]
    [InlineData("ExpiredIterator", 400, AwsErrorKind.Outcome, ExitCodes.Unexpected, "RequestRefused")]
    [InlineData("InvalidToken", 400, AwsErrorKind.Identity, ExitCodes.MissingPermission, "AccessDenied")]
    [InlineData("RequestTimeTooSkewed", 403, AwsErrorKind.ClockSkew, ExitCodes.Unavailable, "Unavailable")]
    [InlineData("RequestEntityTooLargeException", 413, AwsErrorKind.Refused, ExitCodes.Unexpected, "RequestRefused")]
    [InlineData("UnknownOperationException", 404, AwsErrorKind.Refused, ExitCodes.InvalidSettings, "RequestRefused")]
    [InlineData("InvalidStorageClass", 400, AwsErrorKind.Refused, ExitCodes.InvalidSettings, "RequestRefused")]
    [InlineData("NoSuchBucket", 404, AwsErrorKind.Missing, ExitCodes.MissingResource, "Unavailable")]
    [InlineData("InvalidObjectState", 403, AwsErrorKind.Archived, ExitCodes.Unexpected, "RequestRefused")]
    public void Judge_KnownCode_IsByItsNameWhateverTheStatus(string code, int status, AwsErrorKind kind, int exitCode, string reason)
    {
        var error = AwsErrorCodes.Judge(code, (HttpStatusCode)status, isSkewed: false);

        Assert.Equal((code, kind, exitCode, reason), (error.Code, error.Kind, error.ExitCode, error.Reason));
    }

    [Theory]
    [InlineData("UnknownOperationException", true)]
    [InlineData("UnknownOperation", true)]
    [InlineData("ValidationException", false)]
    [InlineData("Other", false)]
    [InlineData(null, false)]
    public void IsUnknownOperation_OnlyTheCodesOfOne(string? code, bool expected) => Assert.Equal(expected, AwsErrorCodes.IsUnknownOperation(code));

    [Theory]
    [InlineData(null, 403, AwsErrorKind.Unexplained)]
    [InlineData("Forbidden", 403, AwsErrorKind.Unexplained)]
    [InlineData("403", 403, AwsErrorKind.Unexplained)]
    [InlineData("Unauthorized", 401, AwsErrorKind.Unexplained)]
    [InlineData("BadRequest", 400, AwsErrorKind.Passing)]
    [InlineData("", 404, AwsErrorKind.Passing)]
    [InlineData(null, 0, AwsErrorKind.Passing)]
    [InlineData(null, 301, AwsErrorKind.OtherRegion)]
    [InlineData("SomethingNew", 400, AwsErrorKind.Refused)]
    [InlineData("SomethingNew", 403, AwsErrorKind.Refused)]
    [InlineData("SomethingNew", 429, AwsErrorKind.Throttled)]
    [InlineData("SomethingNew", 500, AwsErrorKind.Passing)]
    public void Judge_UnknownOrNoCode_IsNeverReadAsAMissingRight(string? code, int status, AwsErrorKind kind) =>
        Assert.Equal(kind, AwsErrorCodes.Judge(code, (HttpStatusCode)status, isSkewed: false).Kind);

    [Theory]
    [InlineData("InvalidSignatureException", 400)]
    [InlineData("SignatureDoesNotMatch", 403)]
    [InlineData("Forbidden", 403)]
    [InlineData(null, 400)]
    public void Judge_WrongSignatureUnderAWrongClock_IsTheClock(string? code, int status)
    {
        Assert.Equal(AwsErrorKind.ClockSkew, AwsErrorCodes.Judge(code, (HttpStatusCode)status, isSkewed: true).Kind);
        Assert.NotEqual(AwsErrorKind.ClockSkew, AwsErrorCodes.Judge(code, (HttpStatusCode)status, isSkewed: false).Kind);
    }

    [Fact]
    public void Judge_MissingRightUnderAWrongClock_StaysAMissingRight() =>
        Assert.Equal(AwsErrorKind.Denied, AwsErrorCodes.Judge("AccessDenied", HttpStatusCode.Forbidden, isSkewed: true).Kind);

    [Fact]
    public void All_EachRow_SaysWhatToThink() =>
        Assert.All(AwsErrorCodes.All, row => Assert.EndsWith(".", row.Sentence, StringComparison.Ordinal));
}
