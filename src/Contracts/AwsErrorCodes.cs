using System.Collections.Frozen;

namespace KeyspacesStreamer.Contracts;

/// <summary>Error codes of AWS services, by what they mean for the caller.</summary>
public static class AwsErrorCodes
{
    /// <summary>The service asks for fewer requests.</summary>
    public static readonly FrozenSet<string> Throttling = FrozenSet.Create(
        StringComparer.Ordinal,
        "ThrottlingException", "Throttling", "ThrottledException", "RequestLimitExceeded", "TooManyRequestsException",
        "ProvisionedThroughputExceededException", "SlowDown", "RequestThrottled", "EC2ThrottledException", "LimitExceededException");

    /// <summary>The caller may not do this, or is not known.</summary>
    public static readonly FrozenSet<string> Permission = FrozenSet.Create(
        StringComparer.Ordinal,
        "AccessDeniedException", "AccessDenied", "UnrecognizedClientException", "InvalidSignatureException", "SignatureDoesNotMatch",
        "InvalidAccessKeyId", "MissingAuthenticationTokenException", "MissingAuthenticationToken", "InvalidClientTokenId",
        "NotAuthorized", "UnauthorizedOperation", "OptInRequired", "AllAccessDisabled");

    /// <summary>Credentials that ran out are renewed by the SDK, a damaged body is sent anew, a write in conflict finds the other one done: trying again is right.</summary>
    public static readonly FrozenSet<string> Passing = FrozenSet.Create(
        StringComparer.Ordinal,
        "ExpiredTokenException", "ExpiredToken", "RequestExpired", "RequestTimeTooSkewed", "RequestTimeout", "TokenRefreshRequired",
        "IncompleteBody", "BadDigest", "XAmzContentSHA256Mismatch", "ConditionalRequestConflict", "OperationAborted");
}
