using System.Text.RegularExpressions;
using KeyspacesStreamer.AwsLab.Refusals;

namespace KeyspacesStreamer.AwsLab.Signing;

/// <summary>The Authorization header of Signature Version 4.</summary>
/// <param name="AccessKey">Who signed.</param>
/// <param name="Date">Day of the scope, <c>yyyyMMdd</c>.</param>
/// <param name="Region">Region of the scope.</param>
/// <param name="Service">Service of the scope.</param>
/// <param name="SignedHeaders">Names of signed headers, as written.</param>
/// <param name="Signature">The signature in hex.</param>
internal sealed partial record SignatureHeader(string AccessKey, string Date, string Region, string Service, IReadOnlyList<string> SignedHeaders, string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public string Scope => $"{Date}/{Region}/{Service}/aws4_request";

    /// <exception cref="RefusedException">There is none, or it lacks a part.</exception>
    public static SignatureHeader Parse(string header)
    {
        if (header.Length == 0)
        {
            throw new RefusedException(RefusalKind.MissingSignature, "Request is missing Authentication Token");
        }

        var match = Parts().Match(header);
        return match.Success
            ? new SignatureHeader(
                match.Groups["key"].Value, match.Groups["date"].Value, match.Groups["region"].Value, match.Groups["service"].Value,
                match.Groups["headers"].Value.Split(';'), match.Groups["signature"].Value)
            : throw new RefusedException(
                RefusalKind.IncompleteSignature, $"Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters of {Algorithm}.");
    }

    [GeneratedRegex(
        "^AWS4-HMAC-SHA256 +Credential=(?<key>[^/,]+)/(?<date>[0-9]{8})/(?<region>[^/,]+)/(?<service>[^/,]+)/aws4_request, *"
        + "SignedHeaders=(?<headers>[^, ]+), *Signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex Parts();
}
