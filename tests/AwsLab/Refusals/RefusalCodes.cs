using KeyspacesStreamer.AwsLab.Services;

namespace KeyspacesStreamer.AwsLab.Refusals;

/// <summary>How each service calls what all refuse.</summary>
internal static class RefusalCodes
{
    public static Refusal Of(LabService service, RefusedException refused) => refused.Own ?? (refused.Kind, service) switch
    {
        ({ } kind, LabService.S3) => OfS3(kind),
        ({ } kind, LabService.Sts) => OfSts(kind),
        ({ } kind, _) => OfJson(kind, service is LabService.Streams or LabService.Keyspaces ? 403 : 400),
        _ => throw new InvalidOperationException("A refusal without a kind and without a code."),
    };

    // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    private static Refusal OfS3(RefusalKind kind) => kind switch
    {
        RefusalKind.AccessDenied or RefusalKind.MissingSignature => new(403, "AccessDenied"),
        RefusalKind.ExpiredToken => new(400, "ExpiredToken"),
        RefusalKind.UnknownKey => new(403, "InvalidAccessKeyId"),
        RefusalKind.InvalidToken => new(400, "InvalidToken"),
        RefusalKind.BadSignature => new(403, "SignatureDoesNotMatch"),
        RefusalKind.SkewedTime => new(403, "RequestTimeTooSkewed"),
        RefusalKind.IncompleteSignature or RefusalKind.WrongScope => new(400, "AuthorizationHeaderMalformed"),
        RefusalKind.BadPayload => new(400, "XAmzContentSHA256Mismatch"),
        RefusalKind.BadChecksum => new(400, "BadDigest"),
        RefusalKind.Malformed => new(400, "InvalidRequest"),
        RefusalKind.UnknownOperation => new(405, "MethodNotAllowed"),
        RefusalKind.Unavailable => new(503, "ServiceUnavailable"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind that S3 has no code for."),
    };

    // https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
    private static Refusal OfSts(RefusalKind kind) => kind switch
    {
        RefusalKind.AccessDenied => new(403, "AccessDenied"),
        RefusalKind.ExpiredToken => new(403, "ExpiredToken"),
        RefusalKind.UnknownKey or RefusalKind.InvalidToken => new(403, "InvalidClientTokenId"),
        RefusalKind.BadSignature or RefusalKind.SkewedTime or RefusalKind.WrongScope or RefusalKind.BadPayload => new(403, "SignatureDoesNotMatch"),
        RefusalKind.MissingSignature => new(403, "MissingAuthenticationToken"),
        RefusalKind.IncompleteSignature => new(400, "IncompleteSignature"),
        RefusalKind.Malformed or RefusalKind.BadChecksum => new(400, "ValidationError"),
        RefusalKind.UnknownOperation => new(400, "InvalidAction"),
        RefusalKind.Unavailable => new(503, "ServiceUnavailable"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind that STS has no code for."),
    };

    // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html
    // https://docs.aws.amazon.com/keyspaces/latest/StreamsAPIReference/CommonErrors.html (403 for what concerns credentials)
    private static Refusal OfJson(RefusalKind kind, int credentialStatus) => kind switch
    {
        RefusalKind.AccessDenied => new(400, "AccessDeniedException"),
        RefusalKind.ExpiredToken => new(credentialStatus, "ExpiredTokenException"),
        RefusalKind.UnknownKey or RefusalKind.InvalidToken => new(credentialStatus, "UnrecognizedClientException"),
        RefusalKind.BadSignature or RefusalKind.SkewedTime or RefusalKind.WrongScope or RefusalKind.BadPayload => new(credentialStatus, "InvalidSignatureException"),
        RefusalKind.MissingSignature => new(credentialStatus, "MissingAuthenticationTokenException"),
        RefusalKind.IncompleteSignature => new(credentialStatus, "IncompleteSignatureException"),
        RefusalKind.Malformed or RefusalKind.BadChecksum => new(400, "ValidationException"),
        RefusalKind.UnknownOperation => new(credentialStatus == 403 ? 404 : 400, "UnknownOperationException"),
        RefusalKind.Unavailable => new(503, "ServiceUnavailableException"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind that has no code."),
    };
}
