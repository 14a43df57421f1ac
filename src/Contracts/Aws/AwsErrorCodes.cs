using System.Collections.Frozen;
using System.Net;
using static KeyspacesStreamer.Contracts.Aws.AwsErrorKind;

namespace KeyspacesStreamer.Contracts.Aws;

/// <summary>
/// The one table of error codes, for pod and operator: every code that DynamoDB, S3, STS, Keyspaces (tables and streams), ECR and KMS document for the
/// calls that are made here. A code is judged by its name, never by the status alone: some 4xx pass by themselves.
/// </summary>
public static class AwsErrorCodes
{
    private static readonly AwsError[] Rows =
    [
        // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, .../amazondynamodb/latest/developerguide/Programming.Errors.html
        .. Of(
            Throttled, "The service asks for fewer requests.",
            "ThrottlingException", "Throttling", "ThrottledException", "RequestThrottled", "RequestThrottledException", "RequestLimitExceeded", "TooManyRequestsException",
            "ProvisionedThroughputExceededException", "SlowDown", "503 SlowDown", "EC2ThrottledException", "LimitExceededException", "BandwidthLimitExceeded",
            "PriorRequestNotComplete", "TransactionInProgressException", "KMS.ThrottlingException"),
        .. Of(
            Passing, "The service failed; that passes.",
            "InternalError", "InternalFailure", "InternalFailureException", "InternalServerError", "InternalServerException", "InternalServiceError", "InternalServiceException",
            "ServerException", "ServiceUnavailable", "ServiceUnavailableException", "ServiceException", "Busy", "DependencyTimeoutException", "KMS.DependencyTimeoutException",
            "KMSInternalException", "KMS.KMSInternalException", "KeyUnavailableException", "KMS.KeyUnavailableException", "IDPCommunicationError"),
        .. Of(
            Passing, "The request was cut short on its way; it is sent again.",
            "RequestTimeout", "RequestTimeoutException", "RequestAbortedException", "ConnectionClosedByRequester", "IncompleteBody", "RequestCanceledException"),
        .. Of(
            Damaged, "The body arrived otherwise than its checksum says; it is sent again.",
            "BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch"),
        .. Of(
            Passing, "Another request to the same place is under way; this one is sent again.",
            "ConditionalRequestConflict", "OperationAborted", "ConflictException", "ResourceInUseException", "TableInUseException", "TransactionConflictException",
            "ReplicatedWriteConflictException", "InvalidEndpointException"),
        .. Of(
            Expired, "The session of the credentials has run out; they are renewed, unless they were given as fixed values (AWS_SESSION_TOKEN, a profile): then give new ones.",
            "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"),
        .. Of(
            ClockSkew, "The clock of this node and that of AWS differ; the next request is signed by AWS's time. Set the node's clock (chrony, NTP).",
            "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"),
        .. Of(
            Denied, "Allow the role the action, and see that no other policy (permissions boundary, service control policy, bucket, key or endpoint policy) denies it.",
            "AccessDenied", "AccessDeniedException", "NotAuthorized", "UnauthorizedOperation", "UnauthorizedAccess", "AuthorizationError", "KMSAccessDeniedException",
            "KMS.AccessDeniedException"),
        .. Of(
            Denied, "The account is not signed up for the service, or is suspended: look at the account.",
            "OptInRequired", "NotSignedUp", "AllAccessDisabled", "AccountProblem", "SubscriptionRequiredException"),
        .. Of(
            Denied, "The identity provider is not known to the account, or the token's audience is not the role's: compare the role's trust policy with the token's issuer (iss), subject (sub) and audience (aud).",
            "InvalidIdentityToken", "InvalidIdentityTokenException", "IDPRejectedClaim"),
        .. Of(
            Denied, "STS is switched off in this region for the account: activate it, or name another region in AWS_REGION.",
            "RegionDisabledException"),
        .. Of(
            Identity, "The credentials are not accepted: check the role of the ServiceAccount (IRSA or Pod Identity), or the keys.",
            "UnrecognizedClientException", "InvalidAccessKeyId", "InvalidClientTokenId", "InvalidToken", "InvalidSecurity", "InvalidSignatureException", "SignatureDoesNotMatch",
            "InvalidSignature", "AuthFailure", "IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
            "MissingSecurityHeader", "CredentialsNotSupported", "TokenCodeInvalidError", "InvalidGrantTokenException"),
        .. Of(
            Missing, "It does not exist, or not any more.",
            "ResourceNotFoundException", "TableNotFoundException", "NoSuchBucket", "RepositoryNotFoundException", "ImageNotFoundException", "NoSuchAccessPoint"),
        .. Of(
            OtherRegion, "The bucket answers in another region: correct destination.region.",
            "PermanentRedirect", "TemporaryRedirect", "Redirect", "MovedPermanently", "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError", "IllegalLocationConstraintException",
            "InvalidRegion"),
        .. Of(
            Key, "The KMS key cannot be used: enable it in the region of what it encrypts, or correct the key's name.",
            "KMS.DisabledException", "KMS.NotFoundException", "KMS.KMSInvalidStateException", "KMS.InvalidStateException", "KMS.InvalidKeyUsageException", "KMS.IncorrectKeyException",
            "KMS.InvalidCiphertextException", "DisabledException", "KMSInvalidStateException", "InvalidKeyUsageException", "IncorrectKeyException", "KmsException", "KMSNotFoundException",
            "KMSDisabledException", "KMSKeyNotAccessibleFault", "ServerSideEncryptionConfigurationNotFoundError"),
        .. Of(
            Archived, "The object lies in an archive class: restore it (aws s3api restore-object), then read it again.",
            "InvalidObjectState"),
        .. Of(
            Outcome, "The call that asked has no use for this answer; it was not foreseen there.",
            "ConditionalCheckFailedException", "TransactionCanceledException", "PreconditionFailed", "NotModified", "NoSuchKey", "NoSuchVersion", "NoSuchUpload",
            "ExpiredIterator", "ExpiredNextToken", "TrimmedDataAccess", "RestoreAlreadyInProgress"),
        .. Of(
            Refused, "The request is not valid for this bucket: check destination (storageClass, tags, encryption, keyTemplate) against the message.", ExitCodes.InvalidSettings,
            "InvalidStorageClass", "InvalidTag", "InvalidTagError", "InvalidArgument", "InvalidRequest", "InvalidBucketName", "InvalidEncryptionAlgorithmError", "InvalidURI", "KeyTooLongError",
            "MetadataTooLarge", "RequestHeaderSectionTooLarge", "EntityTooLarge", "EntityTooSmall", "MethodNotAllowed", "InvalidBucketState", "InvalidPayer", "UnsupportedArgument",
            "AccessControlListNotSupported"),
        .. Of(
            Refused, "It does not know a part of the request: objects need conditional writes (If-None-Match) with SHA-256 checksums. Use a store that has them.", ExitCodes.InvalidSettings,
            "NotImplemented"),
        .. Of(
            Refused, "The service does not take the request as it is: compare settings and message.",
            "ValidationException", "ValidationError", "InvalidFormat", "SerializationException", "InvalidParameterException", "InvalidParameterValue", "InvalidParameterCombination",
            "InvalidQueryParameter", "MissingParameter", "MissingAction", "InvalidAction", "MalformedQueryString", "MalformedHttpRequestException", "MalformedXML", "MissingContentLength",
            "MaxMessageLengthExceeded", "MaxPostPreDataLengthExceededError", "RequestIsNotMultiPartContent", "InvalidRange", "UnsupportedSignature", "UnexpectedContent", "UnexpectedIPError",
            "ItemCollectionSizeLimitExceededException", "IdempotentParameterMismatchException", "DuplicateItemException", "MalformedPolicyDocument", "PackedPolicyTooLarge",
            "InvalidAuthorizationMessageException", "RequestEntityTooLargeException"),
        .. Of(
            Refused, "A quota of the account is used up: delete what is not needed, or have the quota raised.",
            "ServiceQuotaExceededException", "TooManyBuckets", "QuotaExceeded"),
        .. Of(
            Refused, "This address does not know the operation: check the endpoint in the settings.", ExitCodes.InvalidSettings,
            "UnknownOperationException", "UnknownOperation"),
    ];

    private static readonly FrozenDictionary<string, AwsError> ByCode = Rows.ToFrozenDictionary(row => row.Code, StringComparer.Ordinal);

    private static readonly AwsError Skewed = Of(ClockSkew, ByCode["RequestTimeTooSkewed"].Sentence, "")[0];

    /// <summary>Every row, in the order of the table.</summary>
    public static IReadOnlyList<AwsError> All => Rows;

    /// <summary>The row of a right that is missing.</summary>
    public static AwsError AccessDenied => ByCode["AccessDenied"];

    /// <summary>Whether a code has a row.</summary>
    public static bool IsKnown(string? code) => code is not null && ByCode.ContainsKey(code);

    /// <summary>Whether a code says that the service does not have the operation.</summary>
    public static bool IsUnknownOperation(string? code) => code is not null && ByCode.TryGetValue(code, out var row) && row.Sentence == ByCode["UnknownOperationException"].Sentence;

    /// <summary>What an answer means.</summary>
    /// <param name="code">The error code; null or empty when the answer has none.</param>
    /// <param name="status">HTTP status of the answer; 0 when there was none.</param>
    /// <param name="isSkewed">Whether the service's clock and ours differ by more than it allows. A wrong signature then comes from that.</param>
    public static AwsError Judge(string? code, HttpStatusCode status, bool isSkewed)
    {
        if (code is { Length: > 0 } && ByCode.TryGetValue(code, out var row))
        {
            return isSkewed && row.Kind == Identity ? Skewed with { Code = row.Code } : row;
        }

        return Unknown(IsMadeUp(code, status) ? "" : code ?? "", status, isSkewed);
    }

    /// <summary>The SDK writes the status's name where the answer has no code: a HEAD has no body to hold one.</summary>
    private static bool IsMadeUp(string? code, HttpStatusCode status) => string.IsNullOrEmpty(code) || code == status.ToString() || code == ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static AwsError Unknown(string code, HttpStatusCode status, bool isSkewed) => (code.Length > 0, (int)status) switch
    {
        (_, 429) => Of(Throttled, "The service asks for fewer requests.", code)[0],
        (_, >= 500) => Of(Passing, "The service failed; that passes.", code)[0],
        (true, _) => Of(Refused, "This version does not know the error code: look it up in the service's documentation.", code)[0],
        (false, 400 or 401 or 403) when isSkewed => Skewed,
        (false, 301 or 307 or 308) => Of(OtherRegion, ByCode["PermanentRedirect"].Sentence, code)[0],
        (false, 401 or 403) => Of(Unexplained, "The answer does not say why, as every answer of AWS with a body does: look at what is on the way (proxy, firewall, endpoint).", code)[0],
        // A gateway's page instead of the service's answer, or no answer at all.
        (false, _) => Of(Passing, "The answer names no error code, so it may not be the service's own; the request is sent again.", code)[0],
    };

    private static AwsError[] Of(AwsErrorKind kind, string sentence, params ReadOnlySpan<string> codes) => Of(kind, sentence, ExitCodeOf(kind), codes);

    private static AwsError[] Of(AwsErrorKind kind, string sentence, int exitCode, params ReadOnlySpan<string> codes)
    {
        var rows = new AwsError[codes.Length];
        for (var at = 0; at < rows.Length; at++)
        {
            rows[at] = new AwsError(codes[at], kind, exitCode, ReasonOf(kind), sentence);
        }

        return rows;
    }

    private static int ExitCodeOf(AwsErrorKind kind) => kind switch
    {
        Throttled or Passing or Damaged or ClockSkew or Unexplained => ExitCodes.Unavailable,
        Expired or Denied or Identity => ExitCodes.MissingPermission,
        Missing or OtherRegion or AwsErrorKind.Key => ExitCodes.MissingResource,
        Archived or Outcome or Refused => ExitCodes.Unexpected,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of this table expected."),
    };

    /// <summary>As the operator's conditions name it.</summary>
    private static string ReasonOf(AwsErrorKind kind) => kind switch
    {
        Throttled => "Throttled",
        // What an earlier look found is gone by now: the next look says so.
        Passing or Damaged or Expired or ClockSkew or Missing or Unexplained => "Unavailable",
        Denied or Identity => "AccessDenied",
        OtherRegion or AwsErrorKind.Key or Archived or Outcome or Refused => "RequestRefused",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of this table expected."),
    };
}
