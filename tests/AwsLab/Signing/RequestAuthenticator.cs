using System.Globalization;
using KeyspacesStreamer.AwsLab.Identity;
using KeyspacesStreamer.AwsLab.Refusals;
using KeyspacesStreamer.AwsLab.Services;

namespace KeyspacesStreamer.AwsLab.Signing;

/// <summary>Finds out who sent a request, by Signature Version 4 over all of it.</summary>
/// <param name="clock">Time of the service.</param>
/// <param name="place">Region that requests have to be signed for.</param>
/// <param name="callers">Whose access keys are whose.</param>
internal sealed class RequestAuthenticator(TimeProvider clock, LabPlace place, Callers callers)
{
    public const string OtherSignature =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string DateHeader = "X-Amz-Date";
    private const string HashHeader = "x-amz-content-sha256";
    private const string TokenHeader = "X-Amz-Security-Token";
    private const string Unsigned = "UNSIGNED-PAYLOAD";

    // S3 allows 15 minutes, the others five.
    private static readonly TimeSpan SkewOfS3 = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <param name="request">The request.</param>
    /// <param name="rawTarget">Path and query as they came.</param>
    /// <param name="body">The body as it came.</param>
    /// <param name="service">The service asked.</param>
    /// <returns>Who asks, and the body out of its chunks.</returns>
    /// <exception cref="RefusedException">The request is not proven to be from anybody.</exception>
    public AuthenticatedRequest Authenticate(HttpRequest request, string rawTarget, byte[] body, LabService service)
    {
        var header = SignatureHeader.Parse(request.Headers.Authorization.ToString());
        var time = RequireTime(request, header, service);
        RequireScope(header, service);
        RequireSigned(request, header, service);
        var key = callers.Find(header.AccessKey)
            ?? throw new RefusedException(RefusalKind.UnknownKey, service == LabService.S3
                ? "The AWS Access Key Id you provided does not exist in our records." : "The security token included in the request is invalid.");
        var hash = PayloadHashOf(request, body, service);
        var canonical = CanonicalRequest.Of(request, rawTarget, header.SignedHeaders, hash, encodesPathTwice: service != LabService.S3);
        var signing = new SigningKey(key.Secret, header);
        if (!SigningKey.AreSame(signing.Sign($"{SignatureHeader.Algorithm}\n{time}\n{header.Scope}\n{SigningKey.HashOf(canonical)}"), header.Signature))
        {
            throw new RefusedException(RefusalKind.BadSignature, OtherSignature);
        }

        RequireToken(request, key, service);
        return new AuthenticatedRequest(key.Caller, BodyOf(hash, body, new ChunkSignatures(signing, header, time)));
    }

    private string RequireTime(HttpRequest request, SignatureHeader header, LabService service)
    {
        var text = request.Headers[DateHeader].ToString();
        if (!DateTimeOffset.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) || !text.StartsWith(header.Date, StringComparison.Ordinal))
        {
            throw new RefusedException(RefusalKind.IncompleteSignature, $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{header.Date}' != '{text}'.");
        }

        var now = clock.GetUtcNow();
        var allowed = service == LabService.S3 ? SkewOfS3 : Skew;
        if ((now - time).Duration() <= allowed)
        {
            return text;
        }

        var here = now.ToString(DateFormat, CultureInfo.InvariantCulture);
        throw new RefusedException(RefusalKind.SkewedTime, service == LabService.S3 ? "The difference between the request time and the current time is too large."
            : time < now ? $"Signature expired: {text} is now earlier than {(now - allowed).ToString(DateFormat, CultureInfo.InvariantCulture)} ({here} - 5 min.)"
            : $"Signature not yet current: {text} is still later than {(now + allowed).ToString(DateFormat, CultureInfo.InvariantCulture)} ({here} + 5 min.)");
    }

    private void RequireScope(SignatureHeader header, LabService service)
    {
        var expected = ServiceWords.SigningNameOf(service);
        if (header.Service != expected)
        {
            throw new RefusedException(RefusalKind.WrongScope, $"Credential should be scoped to correct service: '{expected}'.");
        }

        if (header.Region != place.Region)
        {
            throw new RefusedException(RefusalKind.WrongScope, service == LabService.S3
                ? $"The authorization header is malformed; the region '{header.Region}' is wrong; expecting '{place.Region}'" : "Credential should be scoped to a valid region.");
        }
    }

    private static void RequireSigned(HttpRequest request, SignatureHeader header, LabService service)
    {
        if (!header.SignedHeaders.Contains("host"))
        {
            throw new RefusedException(RefusalKind.BadSignature, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }

        var unsigned = request.Headers.Keys.Where(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            .Except(header.SignedHeaders, StringComparer.OrdinalIgnoreCase).ToList();
        if (unsigned.Count > 0 && (service == LabService.S3 || unsigned.Contains(DateHeader, StringComparer.OrdinalIgnoreCase)))
        {
            throw new RefusedException(RefusalKind.AccessDenied, $"There were headers present in the request which were not signed: {string.Join(", ", unsigned)}");
        }
    }

    private static string PayloadHashOf(HttpRequest request, byte[] body, LabService service)
    {
        var told = request.Headers[HashHeader].ToString();
        var found = SigningKey.HashOf(body);
        if (service != LabService.S3)
        {
            return told.Length == 0 || told == found ? found : throw new RefusedException(RefusalKind.BadPayload, OtherSignature);
        }

        return told switch
        {
            "" => throw new RefusedException(RefusalKind.Malformed, "Missing required header for this request: x-amz-content-sha256"),
            Unsigned => told,
            _ when told.StartsWith("STREAMING-", StringComparison.Ordinal) => told,
            _ when told == found => told,
            _ => throw new RefusedException(RefusalKind.BadPayload, "The provided 'x-amz-content-sha256' header does not match what was computed."),
        };
    }

    private static SignedBody BodyOf(string hash, byte[] body, ChunkSignatures signatures) => hash switch
    {
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => ChunkedBody.Read(body, signatures: null, hasTrailers: true),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => ChunkedBody.Read(body, signatures, hasTrailers: false),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => ChunkedBody.Read(body, signatures, hasTrailers: true),
        _ when hash.StartsWith("STREAMING-", StringComparison.Ordinal) => throw new RefusedException(RefusalKind.Malformed, $"x-amz-content-sha256 is {hash}."),
        _ => new SignedBody(body, SignedBody.NoTrailers),
    };

    private void RequireToken(HttpRequest request, CallerKey key, LabService service)
    {
        if (request.Headers[TokenHeader].ToString() != (key.Token ?? ""))
        {
            throw new RefusedException(RefusalKind.InvalidToken, service == LabService.S3
                ? "The provided token is malformed or otherwise invalid." : "The security token included in the request is invalid.");
        }

        if (key.EndsAt is { } end && clock.GetUtcNow() >= end)
        {
            throw new RefusedException(RefusalKind.ExpiredToken, service == LabService.S3
                ? "The provided token has expired." : "The security token included in the request is expired");
        }
    }
}
